import { expect, test } from 'vitest';
import { numberOf } from '../../shared/kernel/schema-number.ts';
import { entryKind, newEntrySchema } from '../../shared/table/items/entry.ts';

test('only entries of kinds that older versions lack have the number of a newer schema', () => {
  const newer = entryKind.options.filter((kind) => numberOf(newEntrySchema({ kind, lots: [] })) > 3);
  expect(newer).toEqual(['capture', 'usage', 'transfer', 'gift', 'merge', 'allowance', 'expiry_extension']);
});

test('an entry that draws on credits of another account has a number that knows their origin, whatever its kind', () => {
  const lots = [{ id: 1, class: 'paid', amount: 1, origin: { account: 'bob', lot: 7 } }] as const;
  const numbers = entryKind.options.map((kind) => numberOf(newEntrySchema({ kind, lots })));
  expect(new Set(numbers)).toEqual(new Set([6, 7, 9, 10, 12]));
});
