import { expect, test } from 'vitest';
import { codeRoutes } from '../../shared/http/routes/store/codes.ts';
import { giftRoutes } from '../../shared/http/routes/store/gifts.ts';
import { call } from '../support/api.ts';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);
const handler = storeHandler(metered);

const caller = await accountOfOpenAgency(ledger, { transfers: { promo: false } });
const friend = { ...caller, account: 'friend' };
await give(ledger, caller, 1000);
await give(ledger, friend, 1);

const views = giftRoutes.createGift.responses[201].body;

const create = (key: string) =>
  call(handler, giftRoutes.createGift, {
    caller,
    headers: { 'idempotency-key': key },
    body: { amount: 5, note: 'Happy birthday' },
  });

test('a gift costs one BatchGet, one transaction and 18 write units: two accounts, their entries, the new name, four records', async () => {
  const cost = await during(() => create('a'));
  expect(cost).toMatchObject({ calls: ['BatchGetItem', 'TransactWriteItems'], writeUnits: 18 });
});

test('a redemption of a gift costs three BatchGets, one transaction and 16 write units; a replay none', async () => {
  const { gift } = views.parse((await create('b')).body);
  const redeem = () =>
    call(handler, codeRoutes.createRedemption, {
      caller: friend,
      headers: { 'idempotency-key': 'k' },
      body: { code: gift.code },
    });
  const cost = await during(redeem);
  expect(cost.calls.at(-1)).toBe('TransactWriteItems');
  expect(cost).toMatchObject({ writeUnits: 16 });
  expect(await during(redeem)).toMatchObject({ writeUnits: 0 });
});

test('a gift that is taken back costs 14 write units; a replay none', async () => {
  const { gift } = views.parse((await create('c')).body);
  const takeBack = () => call(handler, giftRoutes.takeBackGift, { caller, params: { giftId: gift.id } });
  const cost = await during(takeBack);
  expect(cost.calls.at(-1)).toBe('TransactWriteItems');
  expect(cost).toMatchObject({ writeUnits: 14 });
  expect(await during(takeBack)).toMatchObject({ writeUnits: 0 });
});
