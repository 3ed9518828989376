import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assess } from '../../shared/payments/assess.ts';
import { join, newReceipt, type ReceiptFact } from '../../shared/payments/join.ts';
import type { Provider } from '../../shared/table/items/payment-status.ts';
import { agency, someCheckout } from '../support/checkout.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { type History, PRICE } from '../support/payment-history.ts';
import { paypalHistory } from '../support/paypal-history.ts';
import { seed } from '../support/seed.ts';
import { stripeHistory } from '../support/stripe-history.ts';

const CREDITS = 110;
const price = { amount: PRICE, currency: 'EUR' };

const checkout = someCheckout();

const paid: ReceiptFact = {
  type: 'payment',
  paymentId: 'P1',
  status: 'paid',
  money: price,
  at: '2026-03-01T01:00:00.000Z',
  checkoutId: 'chk_1',
  account: 'alice',
};

const joined = (provider: Provider, facts: readonly ReceiptFact[]) =>
  facts.reduce(join, newReceipt(agency, provider, 'P1'));

/** All facts at least once, and some again, in some order. */
const deliveries = ({ facts }: History): fc.Arbitrary<ReceiptFact[]> => {
  const all = [paid, ...facts];
  return fc
    .subarray(all)
    .chain((again) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }));
};

/** Credits by the money alone: every ten units of money are one credit and a tenth of a bonus credit, each rounded once. */
const worthOf = ({ gone }: History): number => {
  const back = Math.min(gone, PRICE);
  return CREDITS - Math.round((100 * back) / PRICE) - Math.round((10 * back) / PRICE);
};

test.each([
  [
    'stripe',
    stripeHistory('P1'),
    ['lost in part', 'lost after it was won', 'won after it was lost', 'appeal', 'unknown_status'],
  ],
  ['paypal', paypalHistory('P1'), ['accept_part', 'none', 'pay_out', 'reopen', 'a second dispute']],
] as const)(
  `%s: a payment’s worth follows its money, in whatever order it is reported (seed ${seed})`,
  (provider, history, wanted) => {
    const seen = occurrencesOf(...wanted);
    fc.assert(
      fc.property(
        history.chain((one) => fc.tuple(fc.constant(one), deliveries(one), deliveries(one))),
        ([one, first, second]) => {
          for (const what of one.seen) seen.saw(what);
          const receipt = joined(provider, first);
          expect(joined(provider, second)).toEqual(receipt);
          expect(assess(receipt, checkout)).toMatchObject({ worth: worthOf(one) });
        },
      ),
      { seed, numRuns: 3000 },
    );
    seen.report(30);
  },
);
