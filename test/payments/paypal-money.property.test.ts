import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_AMOUNT } from '../../shared/kernel/amount.ts';
import { paypalMoney, toPaypal } from '../../shared/payments/paypal/money.ts';
import { seed } from '../support/seed.ts';

const read = (currency: string, value: string) =>
  paypalMoney.safeParse({ currency_code: currency, value }).data;

const amounts = fc.oneof(fc.integer({ min: 0, max: MAX_AMOUNT }), fc.integer({ min: 0, max: 2000 }));

test.each([
  [['EUR', 'USD'], 1, /^\d+\.\d\d$/],
  [['JPY'], 1, /^\d+$/],
  [['HUF', 'TWD'], 100, /^\d+$/],
])(`an amount written in %o is read back unchanged (seed ${seed})`, (codes, step, form) => {
  fc.assert(
    fc.property(amounts, fc.constantFrom(...codes), (any, currency) => {
      const money = { amount: any - (any % step), currency };
      const written = toPaypal(money);
      expect(written?.value).toMatch(form);
      expect(paypalMoney.parse(written)).toEqual(money);
    }),
    { seed, numRuns: 1000 },
  );
});

test(`no fraction of a forint is written (seed ${seed})`, () => {
  const parts = amounts.filter((amount) => amount % 100 !== 0);
  fc.assert(
    fc.property(parts, (amount) => {
      expect(toPaypal({ amount, currency: 'HUF' })).toBeUndefined();
    }),
    { seed },
  );
});

describe('minor units in PayPal’s format', () => {
  test.each([
    [1234, 'EUR', '12.34'],
    [5, 'EUR', '0.05'],
    [0, 'USD', '0.00'],
    [1234, 'JPY', '1234'],
    [120_000, 'HUF', '1200'],
    [0, 'TWD', '0'],
    [MAX_AMOUNT, 'EUR', '10000000000.00'],
  ])('%i %s is %s', (amount, currency, value) => {
    expect(toPaypal({ amount, currency })).toEqual({ currency_code: currency, value });
  });

  test.each([
    [1250, 'HUF', 'half a forint is not written'],
    [1, 'TWD', 'nor a cent of a dollar of Taiwan'],
    [1000, 'KWD', 'a currency with other decimals is not taken'],
    [1000, 'XXX', 'nor what is none'],
  ])('%i %s: %s', (amount, currency) => {
    expect(toPaypal({ amount, currency })).toBeUndefined();
  });
});

describe('PayPal’s decimals in minor units', () => {
  test.each([
    ['EUR', '12.34', 1234],
    ['EUR', '12.3', 1230],
    ['EUR', '12', 1200],
    ['EUR', '12.3400', 1234],
    ['EUR', '0.1', 10],
    ['EUR', '4.35', 435],
    ['JPY', '1234', 1234],
    ['JPY', '1234.00', 1234],
    ['HUF', '1200', 120_000],
  ])('%s %s is %i', (currency, value, amount) => {
    expect(read(currency, value)).toEqual({ amount, currency });
  });

  test.each([
    ['EUR', '12.345'],
    ['JPY', '12.5'],
    ['EUR', '-1.00'],
    ['EUR', '1,000.00'],
    ['EUR', '1e3'],
    ['EUR', ''],
    ['EUR', '.50'],
    ['EUR', '12.'],
    ['EUR', ' 12.00'],
    ['EUR', '10000000000.01'],
    ['EUR', '99999999999999999'],
    ['KWD', '1.000'],
    ['eur', '1.00'],
  ])('%s %j is no amount', (currency, value) => {
    expect(read(currency, value)).toBeUndefined();
  });
});
