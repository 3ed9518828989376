import { expect, test, vi } from 'vitest';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';
import { openCheckout, paidFact } from '../support/payments.ts';

vi.mock('../../shared/kernel/metrics.ts');

const ledger = openTestLedger();
const takeFact = takeFactsInto(ledger);

test('a payment that does not fit is counted and named in the log of whoever hears of it, once', async () => {
  const warn = vi.spyOn(log, 'warn').mockReturnValue(undefined);
  const checkout = await openCheckout(ledger, await accountOfOpenAgency(ledger));
  const { agency } = checkout;
  const paid = paidFact(checkout, { money: { amount: 1, currency: 'EUR' } });

  await takeFact(agency, 'stripe', paid);
  await takeFact(agency, 'stripe', paid);

  expect(vi.mocked(count).mock.calls).toEqual([['PaymentsFlagged']]);
  expect(warn.mock.calls).toEqual([
    [
      'payment does not fit',
      expect.objectContaining({ agency, payment: paid.paymentId, checkout: checkout.id }),
    ],
  ]);
});
