import { expect, test, vi } from 'vitest';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { checkoutWrite } from '../../shared/payments/checkout.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';
import { openCheckout, paidFact } from '../support/payments.ts';

vi.mock('../../shared/kernel/metrics.ts');

const ledger = openTestLedger();
const takeFact = takeFactsInto(ledger);

test('a payment is credited to its checkout’s account, whether or not the provider names it', async () => {
  const checkout = await openCheckout(ledger, await accountOfOpenAgency(ledger));
  const { account: _, ...fact } = paidFact(checkout);
  const taken = await takeFact(checkout.agency, 'paypal', fact);
  expect(taken).toMatchObject({ value: { outcome: 'moved', receipt: { account: checkout.account } } });
});

test('an order opened by an earlier version names the account, and settles', async () => {
  const newer = await openCheckout(ledger, await accountOfOpenAgency(ledger));
  const checkout = { ...newer, id: 'chk_old', version: 0 };
  await putGuarded(ledger.table, checkoutWrite(checkout));
  const taken = await takeFact(checkout.agency, 'paypal', paidFact(checkout));
  expect(taken).toMatchObject({ value: { outcome: 'moved' } });
});

test('a mismatched payment is counted and logged once, by whoever reads it first', async () => {
  const warn = vi.spyOn(log, 'warn').mockReturnValue(undefined);
  const checkout = await openCheckout(ledger, await accountOfOpenAgency(ledger));
  const { agency } = checkout;
  const paid = paidFact(checkout, { money: { amount: 1, currency: 'EUR' } });

  await takeFact(agency, 'stripe', paid);
  await takeFact(agency, 'stripe', paid);

  expect(vi.mocked(count).mock.calls).toEqual([['PaymentsFlagged']]);
  expect(warn.mock.calls).toEqual([
    ['payment flagged', expect.objectContaining({ agency, payment: paid.paymentId, checkout: checkout.id })],
  ]);
});
