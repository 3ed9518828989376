import fc from 'fast-check';
import { expect, test } from 'vitest';
import { creditsFor, dueOf } from '../../shared/store/invoice.ts';
import { MAX_AMOUNT } from '../../shared/kernel/amount.ts';
import type { Invoice } from '../../shared/table/items/invoice.ts';
import { someSettings } from '../support/settings.ts';
import { seed } from '../support/seed.ts';

const units = fc.integer({ min: 1, max: MAX_AMOUNT });

test(`an invoice costs the least whole number of credits that covers its amount (seed ${seed})`, () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(units, units, units, (amount, credits, per) => {
      const due = creditsFor(amount, { credits, amount: per });
      const exact = BigInt(amount) * BigInt(credits);
      expect(due * BigInt(per)).toBeGreaterThanOrEqual(exact);
      expect((due - 1n) * BigInt(per)).toBeLessThan(exact);
    }),
    { seed, numRuns: 1000 },
  );
});

const invoice = (amount: Invoice['amount']): Invoice => ({
  id: 'inv_1',
  agency: 'acme',
  account: 'alice',
  version: 1,
  number: '1',
  description: 'Work',
  amount,
  creditsAccepted: true,
  issuedAt: '2026-01-01T00:00:00.000Z',
  status: 'open',
});
const euros = (amount: number) => invoice({ money: { amount, currency: 'EUR' } });

test.each([
  [1, 1],
  [10, 1],
  [11, 2],
  [1000, 100],
  [1001, 101],
])('at one credit for 10 cents, %i cents cost %i credits', (amount, credits) => {
  expect(dueOf(euros(amount), someSettings('acme'))).toEqual({ credits, rate: { credits: 1, amount: 10 } });
});

test('an invoice in credits costs its amount, whatever the rates', () => {
  expect(dueOf(invoice({ credits: 7 }), someSettings('acme', { invoiceRates: {} }))).toEqual({ credits: 7 });
});

test('an invoice has no price in credits without a rate, for zero, or above the largest movement', () => {
  const settings = someSettings('acme', { invoiceRates: { EUR: { credits: MAX_AMOUNT, amount: 1 } } });
  expect(dueOf(invoice({ money: { amount: 10, currency: 'USD' } }), settings)).toBeUndefined();
  expect(dueOf(euros(0), settings)).toBeUndefined();
  expect(dueOf(euros(1), settings)).toMatchObject({ credits: MAX_AMOUNT });
  expect(dueOf(euros(2), settings)).toBeUndefined();
});
