import fc from 'fast-check';
import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { decimalsOf } from '../../shared/kernel/currencies.ts';
import { whyNotCharge } from '../../shared/payments/charge-limits.ts';
import { fromStripe, stripeLimits, toStripe } from '../../shared/payments/stripe/money.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';
import * as rig from '../sandbox/stripe-rig.ts';

const UNITS: [string, number, number][] = [
  // 1,000 units of each, in minor units of ISO 4217 and as Stripe counts.
  ['EUR', 100_000, 100_000],
  ['JPY', 1000, 1000],
  ['ISK', 1000, 100_000],
  ['UGX', 1000, 100_000],
  ['MGA', 100_000, 1000],
  ['KWD', 1_000_000, 1_000_000],
  ['HUF', 100_000, 100_000],
  ['TWD', 100_000, 100_000],
  ['KRW', 1000, 1000],
];

test.each(UNITS)('1,000 %s are %i minor units, and %i at Stripe, both ways', (currency, minor, units) => {
  expect(minor).toBe(1000 * 10 ** decimalsOf(currency));
  expect(toStripe({ amount: minor, currency })).toEqual({ amount: units, currency: currency.toLowerCase() });
  expect(fromStripe({ amount: units, currency: currency.toLowerCase() })).toEqual({
    amount: minor,
    currency,
  });
});

/** Where it is known to charge the currency. */
const limitsOf = (currency: string) => {
  const limits = stripeLimits(currency);
  if (!limits) throw new TypeError(currency);
  return limits;
};

const CODES = Intl.supportedValuesOf('currency').filter((code) => stripeLimits(code) !== undefined);

test(`every amount that can be charged is read back unchanged (seed ${seed})`, () => {
  const written = occurrencesOf('an exponent of Stripe’s own', 'that of ISO 4217');
  fc.assert(
    fc.property(fc.constantFrom(...CODES), fc.nat(), (currency, any) => {
      const { minimum, maximum, step } = limitsOf(currency);
      const amount = minimum + ((any * step) % (maximum - minimum + step));
      expect(whyNotCharge('stripe', { amount, currency })).toBeUndefined();
      const charged = toStripe({ amount, currency });
      written.saw(charged.amount === amount ? 'that of ISO 4217' : 'an exponent of Stripe’s own');
      expect(fromStripe(charged)).toEqual({ amount, currency });
    }),
    { seed, numRuns: 2000 },
  );
  written.report(10);
});

test('the sandbox accepts the smallest and largest amount of each currency, and none beyond', async () => {
  const { stripe } = await rig.open();
  const charge = async (amount: number, currency: string): Promise<string> => {
    const { amount: unit_amount, currency: code } = toStripe({ amount, currency });
    const price_data = { currency: code, unit_amount, product_data: { name: 'Credits' } };
    try {
      await stripe.checkout.sessions.create({
        mode: 'payment',
        success_url: 'https://shop.example/',
        line_items: [{ quantity: 1, price_data }],
      });
      return 'charged';
    } catch (error) {
      return error instanceof Stripe.errors.StripeError ? (error.code ?? error.message) : String(error);
    }
  };
  for (const [currency] of [...UNITS, ['GBP'], ['CZK'], ['MXN'], ['INR'], ['IDR'], ['OMR']] as const) {
    const { minimum, maximum, step } = limitsOf(currency);
    expect([currency, await charge(minimum, currency)]).toEqual([currency, 'charged']);
    expect([currency, await charge(maximum, currency)]).toEqual([currency, 'charged']);
    expect([currency, await charge(maximum + step, currency)]).toEqual([currency, 'amount_too_large']);
  }
});
