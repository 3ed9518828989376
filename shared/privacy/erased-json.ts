import { ERASED } from '../kernel/text.ts';
import { isReferenceWorded } from '../ledger/erase-texts.ts';
import { entryKind } from '../table/items/entry.ts';

/** Fields that somebody words, in whatever is logged or sent about an account. */
const TEXTS = new Set(['note', 'label', 'reason']);

/** Fields of this kind that readers expect to be there. */
const EXPECTED_TEXTS = ['description', 'usageId'];

/**
 * The JSON of a record or an event, without what its people worded. Amounts, times and IDs stay.
 * @param worded further fields of it that are such texts
 */
export const erasedJson = (json: string, worded: readonly string[] = []): string =>
  JSON.stringify(erased(JSON.parse(json), new Set([...EXPECTED_TEXTS, ...worded])));

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

const erased = (value: unknown, expected: ReadonlySet<string>): unknown => {
  if (isList(value)) return value.map((one) => erased(one, expected));
  if (typeof value !== 'object' || value === null) return value;
  const kind = entryKind.safeParse('kind' in value ? value.kind : undefined);
  const isWorded = kind.success && isReferenceWorded(kind.data);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => {
      if (TEXTS.has(name)) return [];
      if (expected.has(name) || (isWorded && name === 'reference')) return [[name, ERASED]];
      return [[name, erased(field, expected)]];
    }),
  );
};
