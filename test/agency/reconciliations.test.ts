import { expect, test } from 'vitest';
import { runPass } from '../../functions/reconciler/pass.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { call } from '../support/api.ts';
import { booksOf } from '../support/books.ts';
import { accountOfOpenAgency, openTestLedger, someAccount } from '../support/ledger.ts';
import { openCheckout, paidFact } from '../support/payments.ts';

const ledger = openTestLedger();
const handler = agencyHandler(ledger);

const reconciled = async (ref: AccountRef) => {
  const checkout = await openCheckout(ledger, ref);
  const { books } = booksOf([paidFact(checkout, { money: { amount: 5, currency: 'EUR' } })]);
  const run = { ledger, takeFact: takeFactsInto(ledger), timeLeft: () => 900_000 };
  return await runPass(run, ref.agency, 'stripe', 'recent', books);
};

test('an agency lists the reports newest first, and reads one with its mismatches', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const first = await reconciled(ref);
  const second = await reconciled(ref);
  const caller = adminAt(ref.agency);
  expect(await call(handler, agencyRoutes.listReconciliations, { caller })).toMatchObject({
    status: 200,
    body: { items: [{ id: second.id }, { id: first.id }], cursor: null },
  });
  const params = { reconciliationId: first.id };
  expect(await call(handler, agencyRoutes.getReconciliation, { caller, params })).toMatchObject({
    status: 200,
    body: {
      id: first.id,
      provider: 'stripe',
      pass: 'recent',
      status: 'complete',
      seen: 1,
      healed: 0,
      mismatchCount: 1,
      mismatches: [{ code: 'amount_differs', paymentId: expect.any(String), at: expect.any(String) }],
    },
  });
});

test('I8: another agency sees none of the reports', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const { id } = await reconciled(ref);
  const caller = adminAt(someAccount().agency);
  expect(await call(handler, agencyRoutes.listReconciliations, { caller })).toMatchObject({
    body: { items: [] },
  });
  const params = { reconciliationId: id };
  expect(await call(handler, agencyRoutes.getReconciliation, { caller, params })).toMatchObject({
    status: 404,
  });
});
