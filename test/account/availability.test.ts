import { describe, expect, test } from 'vitest';
import { shortfallOf, whyNotPay } from '../../shared/account/availability.ts';
import type { AccountBalance } from '../../shared/ledger/account.ts';
import { nothingOwned } from '../../shared/store/ownership.ts';
import { whyNotOwn } from '../../shared/store/product.ts';
import { someProduct } from '../support/catalog.ts';
import { someSettings } from '../support/settings.ts';

const settings = someSettings('agency');
const buyer = { agency: 'agency', account: 'customer', region: 'DE' };

/** Credits for anything, and those that only tools, or only the product `saw`, may be bought with. */
const having = (credits: number, forTools = 0, forSaws = 0): Pick<AccountBalance, 'debt' | 'lots'> => ({
  debt: 0,
  lots: [
    { id: 1, class: 'paid', amount: credits },
    { id: 2, class: 'promo', amount: forTools, onlyFor: { categories: ['tools'] } },
    { id: 3, class: 'promo', amount: forSaws, onlyFor: { products: ['saw'] } },
  ],
});

const rich = having(100);
const poor = having(0);
const indebted = { ...poor, debt: 10 };
/** Redeemed credits are not taken for a payment that was taken back. */
const indebtedWithPromo = { ...having(50), debt: 10 };

test.each([
  ['enough', rich, 100, [], 0],
  ['one too few', rich, 101, ['insufficient_credits'], 1],
  ['nothing', poor, 30, ['insufficient_credits'], 30],
  ['a debt', indebted, 30, ['account_in_debt'], 40],
  ['a debt beside promo credits', indebtedWithPromo, 30, ['account_in_debt'], 10],
  ['a debt beside too few promo credits', indebtedWithPromo, 60, ['account_in_debt'], 20],
  ['enough only with credits for something else', having(20, 30), 40, ['insufficient_credits'], 20],
])('with %s', (_, current, price, reasons, shortfall) => {
  expect(whyNotPay(settings, current, price)).toEqual(reasons);
  expect(shortfallOf(current, price)).toBe(shortfall);
});

test.each([
  ['all credits that it admits count', { product: 'saw', categories: ['tools'] }, [], 0],
  [
    'credits for another product do not',
    { product: 'drill', categories: ['tools'] },
    ['insufficient_credits'],
    10,
  ],
  ['credits for a category do not pay a service', { service: 'tools' }, ['insufficient_credits'], 40],
])('for a purpose %s', (_, purpose, reasons, shortfall) => {
  const current = having(20, 30, 10);
  expect(whyNotPay(settings, current, 60, purpose)).toEqual(reasons);
  expect(shortfallOf(current, 60, purpose)).toBe(shortfall);
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
