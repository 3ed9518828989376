import { expect, test } from 'vitest';
import { liabilityHandlers } from '../../functions/agency/liability.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { liabilityRoutes } from '../../shared/http/routes/agency/liability.ts';
import { countAccounts } from '../../shared/agency/liability.ts';
import { emptyAccount } from '../../shared/ledger/account.ts';
import { call } from '../support/api.ts';
import { give, openTestLedger, readAccount, someAccount } from '../support/ledger.ts';

const ledger = openTestLedger();
const handler = apiHandler(liabilityRoutes, liabilityHandlers(ledger));

const liabilityOf = async (agency: string) =>
  await call(handler, liabilityRoutes.getLiability, { caller: { agency, actor: 'admin' } });

test('an agency without movements owes nothing', async () => {
  expect(await liabilityOf(someAccount().agency)).toMatchObject({
    status: 200,
    body: { paid: 0, promo: 0, debt: 0, accounts: 0 },
  });
});

test('I8: each agency reads its own liability', async () => {
  const ref = someAccount();
  await give(ledger, ref, 40);
  await countAccounts(ledger, ref.agency, [await readAccount(ledger, ref)]);
  expect((await liabilityOf(ref.agency)).body).toEqual({
    credits: 40,
    held: 0,
    paid: 40,
    promo: 0,
    debt: 0,
    unpriced: 40,
    deferred: [],
    gifts: 0,
    accounts: 1,
    at: expect.stringMatching(/Z$/),
  });
  expect((await liabilityOf(someAccount().agency)).body).toMatchObject({ paid: 0 });
});

test('a total beyond safe integers is returned as digits', async () => {
  const ref = someAccount();
  const most = {
    ...emptyAccount(ref),
    version: 1,
    lots: [{ id: 1, class: 'paid' as const, amount: Number.MAX_SAFE_INTEGER }],
  };
  await countAccounts(ledger, ref.agency, [most, { ...most, account: 'other' }]);
  expect(await liabilityOf(ref.agency)).toMatchObject({
    status: 200,
    body: { paid: '18014398509481982', promo: 0, debt: 0, accounts: 2 },
  });
});
