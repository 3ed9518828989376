import { describe, expect, test } from 'vitest';
import { shortfallOf, whyNotPay } from '../../shared/account/availability.ts';
import { nothingOwned } from '../../shared/store/ownership.ts';
import { whyNotOwn } from '../../shared/store/product.ts';
import { someProduct } from '../support/catalog.ts';
import { someSettings } from '../support/settings.ts';

const settings = someSettings('agency');
const buyer = { agency: 'agency', account: 'customer', region: 'DE' };

const rich = { balance: 100, available: 100, debt: 0, held: 0, lots: [], openHolds: 0, heldLots: [] };
const poor = { balance: 0, available: 0, debt: 0, held: 0, lots: [], openHolds: 0, heldLots: [] };
const indebted = { balance: -10, available: 0, debt: 10, held: 0, lots: [], openHolds: 0, heldLots: [] };
/** Redeemed credits are not taken for a payment that was taken back. */
const indebtedWithPromo = {
  balance: 40,
  available: 0,
  debt: 10,
  held: 0,
  lots: [],
  openHolds: 0,
  heldLots: [],
};

test.each([
  ['enough', rich, 100, [], 0],
  ['one too few', rich, 101, ['insufficient_credits'], 1],
  ['nothing', poor, 30, ['insufficient_credits'], 30],
  ['a debt', indebted, 30, ['account_in_debt'], 40],
  ['a debt beside promo credits', indebtedWithPromo, 30, ['account_in_debt'], 10],
  ['enough but for what is held', { ...rich, available: 60, held: 40 }, 100, ['insufficient_credits'], 40],
  ['a debt beside too few promo credits', indebtedWithPromo, 60, ['account_in_debt'], 20],
])('with %s', (_, current, price, reasons, shortfall) => {
  expect(whyNotPay(settings, current, price)).toEqual(reasons);
  expect(shortfallOf(current, price)).toBe(shortfall);
});

test.each([rich, poor, indebted])('a free item is always available', (current) => {
  const closed = someSettings('agency', { creditPayments: false });
  expect(whyNotPay(closed, current, 0)).toEqual([]);
  expect(shortfallOf(current, 0)).toBe(0);
});

test('all applicable reasons are listed, not only the first', () => {
  const closed = someSettings('agency', { creditPayments: false });
  expect(whyNotPay(closed, poor, 30)).toEqual(['credit_payments_disabled', 'insufficient_credits']);
});

describe('a variant', () => {
  const product = someProduct('agency', { onSale: false, eligibility: { regions: ['FR'] } });
  const owned = {
    ...nothingOwned('brushes'),
    variants: { standard: { purchaseId: 'pur_1', since: '2026-03-01T00:00:00.000Z' } },
  };
  test('is unavailable for every reason that applies', () => {
    expect(whyNotOwn(product, 'standard', buyer, owned)).toEqual([
      'product_not_available',
      'not_eligible',
      'already_owned',
    ]);
  });

  test('stays available when another variant is owned', () => {
    expect(whyNotOwn(someProduct('agency'), 'large', buyer, owned)).toEqual([]);
  });

  // The ids of variants are the agency's own.
  test.each(['constructor', 'toString', 'valueOf'])('named %s is treated like any other', (id) => {
    expect(whyNotOwn(someProduct('agency'), id, buyer, nothingOwned('brushes'))).toEqual([]);
  });
});
