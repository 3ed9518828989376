import { expect, test } from 'vitest';
import { admits, type Purpose } from '../../shared/ledger/purpose.ts';
import { onlyFor } from '../../shared/table/items/only-for.ts';

const everyList = onlyFor.parse({
  products: ['brushes'],
  categories: ['Tools', 'Fonts'],
  services: ['consulting-hour'],
  meters: ['renders'],
});

test.each<[string, Purpose]>([
  ['its product', { product: 'brushes', categories: ['Other'] }],
  ['one of its categories', { product: 'serif', categories: ['Other', 'Fonts'] }],
  ['its service', { service: 'consulting-hour' }],
  ['its meter', { meter: 'renders' }],
])('a restriction admits what names %s', (_name, purpose) => {
  expect(admits(everyList, purpose)).toBe(true);
});

test.each<[string, Purpose]>([
  ['a plain spend, which names nothing', {}],
  ['a product of the same id as a service', { product: 'consulting-hour' }],
  ['a product of another category', { product: 'serif', categories: ['tools'] }],
  ['a product without a category', { product: 'serif', categories: [] }],
  ['another service', { service: 'renders' }],
])('a restriction does not admit %s', (_name, purpose) => {
  expect(admits(everyList, purpose)).toBe(false);
});

test.each([{}, { products: [] }, { products: Array.from({ length: 21 }, (_, index) => `p${index}`) }])(
  'a restriction has at least one list, each of 1 to 20 IDs',
  (lists) => {
    expect(onlyFor.safeParse(lists).success).toBe(false);
  },
);
