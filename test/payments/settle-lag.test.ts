import { expect, test, vi } from 'vitest';
import { instant } from '../../shared/kernel/clock.ts';
import { time } from '../../shared/kernel/metrics.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';
import { openCheckout, paidFact, refundFact } from '../support/payments.ts';

vi.mock('../../shared/kernel/metrics.ts');

const paidAt = Date.parse('2026-03-01T09:00:00.000Z');
const ledger = { ...openTestLedger(), now: () => paidAt + 90_000 };
const takeFact = takeFactsInto(ledger);

test('the time from the payment at the provider to its credits is measured once per payment', async () => {
  const checkout = await openCheckout(ledger, await accountOfOpenAgency(ledger));
  const take = (fact: Parameters<typeof takeFact>[2]) => takeFact(checkout.agency, 'stripe', fact);
  const paid = paidFact(checkout, { at: instant(paidAt) });

  await take({ ...paid, status: 'pending' });
  expect(time).not.toHaveBeenCalled();
  await take(paid);
  await take(paid);
  await take(refundFact(checkout, 're_1', 100));
  expect(vi.mocked(time).mock.calls).toEqual([['SettleLag', 90_000]]);
});
