import { expect, test, vi } from 'vitest';
import { reconcile } from '../../functions/reconciler/reconcile.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { booksOf } from '../support/books.ts';
import { accountOfOpenAgency, openTestLedger, readAccount } from '../support/ledger.ts';
import { openCheckout, paidFact } from '../support/payments.ts';

vi.mock('../../shared/kernel/metrics.ts');

const ledger = openTestLedger();
const run = { ledger, takeFact: takeFactsInto(ledger), timeLeft: () => 900_000 };

test('every agency is reconciled, and the trouble of one is its own: it is counted and the others go on', async () => {
  const broken = await accountOfOpenAgency(ledger);
  const closed = await accountOfOpenAgency(ledger);
  const sound = await accountOfOpenAgency(ledger);
  const { source } = booksOf([paidFact(await openCheckout(ledger, sound))]);
  const refusing = booksOf([]);
  refusing.books.failing = 'provider_refused';
  await reconcile(
    run,
    async (agency) => {
      if (agency === broken.agency) throw new Error('the secret is no JSON');
      if (agency === closed.agency) return { stripe: refusing.source };
      return agency === sound.agency ? { stripe: source } : {};
    },
    'nightly',
  );
  expect(await readAccount(ledger, sound)).toMatchObject({ balance: 110 });
  const failures = vi.mocked(count).mock.calls.filter(([name]) => name === 'ReconciliationFailures');
  // Agencies of other tests, which have their own troubles, lie in the same table.
  expect(failures.length).toBeGreaterThanOrEqual(2);
  expect(count).toHaveBeenCalledWith('PaymentsHealed', 1);
  expect(count).toHaveBeenCalledWith('ReconcilerRuns');
});
