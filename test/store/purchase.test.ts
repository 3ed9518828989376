import { expect, test } from 'vitest';
import { purchaseIdOf, quoteIdOf } from '../../shared/store/quote.ts';
import { whyNotRefund, withoutPurchase } from '../../shared/store/purchase.ts';
import type { Ownership } from '../../shared/table/items/ownership.ts';
import type { Purchase } from '../../shared/table/items/purchase.ts';
import { someSettings } from '../support/settings.ts';

const AT = '2026-03-01T12:00:00.000Z';

const purchase: Purchase = {
  id: 'pur_1',
  agency: 'agency',
  account: 'customer',
  version: 1,
  productId: 'brushes',
  variantId: 'standard',
  productName: 'Brushes',
  variantName: 'Standard',
  price: { base: 30, price: 30 },
  at: AT,
};

const ownedBy = (purchaseId: string): Ownership => ({
  productId: 'brushes',
  version: 1,
  variants: { standard: { purchaseId, since: AT, downloaded: { version: '1.0', at: AT } } },
});

test.each([
  ['pur_1', ['refund_after_download']],
  ['pur_2', []],
])('a download counts for the purchase that granted the ownership: %s', (id, reasons) => {
  expect(whyNotRefund(someSettings('agency'), purchase, ownedBy(id), Date.parse(AT))).toEqual(reasons);
});

test('variants from other purchases stay owned', () => {
  expect(withoutPurchase(ownedBy('pur_1'), purchase).variants).toEqual({});
  expect(withoutPurchase(ownedBy('pur_2'), purchase)).toEqual(ownedBy('pur_2'));
});

test('a quote has one purchase and a purchase one quote', () => {
  expect(purchaseIdOf('quo_abc')).toBe('pur_abc');
  expect(quoteIdOf('pur_abc')).toBe('quo_abc');
  for (const id of ['abc', 'pur_abc', 'chk_abc', '']) expect(purchaseIdOf(id)).toBeUndefined();
});
