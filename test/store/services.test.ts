import { expect, test } from 'vitest';
import * as z from 'zod';
import { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { putService } from '../support/bills.ts';
import { call } from '../support/api.ts';
import { accountOfOpenAgency, give, leaveInDebt, openTestLedger, someAccount } from '../support/ledger.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();
const handler = storeHandler(ledger);

const list = (caller: AccountRef, query: Record<string, string> = {}) =>
  call(handler, serviceRoutes.listServices, { caller, query });
const read = (caller: AccountRef, serviceId = 'logo') =>
  call(handler, serviceRoutes.getService, { caller, params: { serviceId } });

/** The codes of why it can't be paid, in their order. */
const reasons = (codes: string[]) => ({
  status: 200,
  body: { pay: { allowed: codes.length === 0, reasons: codes.map((code) => ({ code })) } },
});

test('a service shows its price for this customer and whether they can pay it', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 30);
  await putService(ledger.table, caller.agency, { description: 'Three drafts.' });
  expect(await read(caller)).toMatchObject({
    status: 200,
    body: {
      id: 'logo',
      name: 'Logo design',
      description: 'Three drafts.',
      price: { base: 30, price: 30 },
      affordable: true,
      shortfall: 0,
      pay: { allowed: true, reasons: [] },
    },
  });
});

test('the price is the regional price, less a promotion', async () => {
  const caller = await accountOfOpenAgency(ledger, { defaultRegion: 'US' });
  await putService(ledger.table, caller.agency, {
    regionalPrices: { US: 50 },
    promotions: [
      {
        id: 'spring',
        name: 'Spring',
        from: '2020-01-01T00:00:00.000Z',
        to: '2999-01-01T00:00:00.000Z',
        discount: { percent: 10 },
      },
    ],
  });
  expect(await read(caller)).toMatchObject({
    body: {
      price: { base: 30, regional: { region: 'US', price: 50 }, promotion: { discount: 5 }, price: 45 },
      shortfall: 45,
    },
  });
});

test('the shortfall is shown', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 12);
  await putService(ledger.table, caller.agency);
  const answer = await read(caller);
  expect(answer).toMatchObject({ body: { affordable: false, shortfall: 18 } });
  expect(answer).toMatchObject(reasons(['insufficient_credits']));
});

test('in debt, the shortfall includes the debt', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await leaveInDebt(ledger, caller, 5);
  await putService(ledger.table, caller.agency);
  const answer = await read(caller);
  expect(answer).toMatchObject({ body: { affordable: false, shortfall: 35 } });
  expect(answer).toMatchObject(reasons(['account_in_debt']));
});

test('all reasons are listed in a fixed order', async () => {
  const caller = await accountOfOpenAgency(ledger, { creditPayments: false });
  await putService(ledger.table, caller.agency, { creditsAccepted: false, eligibility: { regions: ['EU'] } });
  expect(await read(caller)).toMatchObject(
    reasons(['not_eligible', 'credits_not_accepted', 'credit_payments_disabled', 'insufficient_credits']),
  );
});

test.each([
  ['not on sale', { onSale: false }],
  ['reserved for others', { eligibility: { accounts: ['somebody'] } }],
])('a service that is %s is not found by its id and not listed', async (_, more) => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 30);
  await putService(ledger.table, caller.agency, more);
  expect(await read(caller)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(await list(caller)).toMatchObject({ status: 200, body: { items: [] } });
  await putService(ledger.table, caller.agency, { eligibility: { accounts: [caller.account] }, version: 1 });
  expect(await read(caller)).toMatchObject(reasons([]));
  expect(await list(caller)).toMatchObject({ status: 200, body: { items: [{ pay: { allowed: true } }] } });
});

test.each([
  ['that accepts no credits', { creditsAccepted: false }, 'credits_not_accepted'],
  ['for another region', { eligibility: { regions: ['EU'] } }, 'not_eligible'],
])('a service %s says that it is unavailable to this customer', async (_, more, code) => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 30);
  await putService(ledger.table, caller.agency, more);
  expect(await read(caller)).toMatchObject(reasons([code]));
});

test('a free service is available without credits, also where no credits are accepted', async () => {
  const caller = await accountOfOpenAgency(ledger, { creditPayments: false });
  await putService(ledger.table, caller.agency, { price: 0 });
  expect(await read(caller)).toMatchObject(reasons([]));
});

test('the list has the services on sale, page by page', async () => {
  const caller = await accountOfOpenAgency(ledger);
  for (const id of ['a', 'b', 'c', 'd'])
    await putService(ledger.table, caller.agency, { id, onSale: id !== 'b' });
  const first = await list(caller, { limit: '2' });
  expect(first).toMatchObject({ status: 200, body: { items: [{ id: 'a' }, { id: 'c' }] } });
  const rest = await list(caller, { limit: '2', cursor: z.string().parse(first.body['cursor']) });
  expect(rest).toMatchObject({ body: { items: [{ id: 'd' }], cursor: null } });
});

test('a foreign cursor is refused', async () => {
  const caller = await accountOfOpenAgency(ledger);
  expect(await list(caller, { cursor: 'rubbish' })).toMatchObject({
    status: 400,
    body: { code: 'invalid_cursor' },
  });
});

test('I8: the services of another agency are not found', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const other = await accountOfOpenAgency(ledger);
  await putService(ledger.table, other.agency);
  expect(await read(caller)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(await list(caller)).toMatchObject({ body: { items: [] } });
});

test('an agency without settings is not found', async () => {
  const caller = someAccount();
  expect(await list(caller)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(await read(caller)).toMatchObject({ status: 404, body: { code: 'not_found' } });
});
