import { expect, test } from 'vitest';
import { numberOf } from '../../shared/kernel/schema-number.ts';
import { entryKind, newEntrySchema } from '../../shared/table/items/entry.ts';

test('only entries of kinds that older versions lack have the number of a newer schema', () => {
  const newer = entryKind.options.filter((kind) => numberOf(newEntrySchema({ kind })) > 3);
  expect(newer).toEqual(['capture', 'expiry_extension']);
});
