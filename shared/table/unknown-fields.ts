import { isDeepStrictEqual } from 'node:util';
import { checkNumber } from '../kernel/schema-number.ts';
import { parseTolerant } from '../kernel/tolerant.ts';
import type { Guarded } from './guarded.ts';

/** What each write says anew of an item, beside its fields. */
const OWN = new Set(['pk', 'sk', 'listPk', 'listSk', 'version', 'schema', 'correlationId']);

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/**
 * The write with the fields of the item, at any depth, that its schema does not know: another version wrote them, and
 * they must outlive this one's writes. An item that can't be read has none. Throws NewerSchemaError.
 * @param stored the item as it was read
 */
export const withUnknownFields = <Write extends Pick<Guarded, 'key' | 'schema' | 'item'>>(
  write: Write,
  stored: Fields | undefined,
): Write => {
  if (stored === undefined) return write;
  const { key, schema, item } = write;
  checkNumber(schema, stored, `${key.pk} ${key.sk}`);
  const fields = Object.entries(stored).filter(([name]) => !OWN.has(name));
  if (fields.every(([name, field]) => hasField(item, name, field))) return write;
  const { data: known } = parseTolerant(schema, stored);
  if (!isFields(known)) return write;
  return { ...write, item: kept({ ...item }, Object.fromEntries(fields), known) };
};

/** Whether a value has a stored field, and all that is in it: then nothing has to be parsed to know that nothing is lost. */
const hasField = (value: unknown, name: string, stored: unknown): boolean => {
  if (!isFields(value) || !(name in value)) return false;
  if (isList(stored)) return !stored.some((one) => isFields(one) || isList(one));
  return !isFields(stored) || Object.entries(stored).every(([part, of]) => hasField(value[name], part, of));
};

/** A value, with what `stored` has beyond what is known of it. */
const keptIn = (value: unknown, stored: unknown, known: unknown): unknown => {
  if (isFields(value) && isFields(stored) && isFields(known)) return kept(value, stored, known);
  if (isList(value) && isList(stored) && isList(known))
    return value.map((one) => {
      // Only these can have fields.
      if (!isFields(one) && !isList(one)) return one;
      const place = known.findIndex((other) => isSameThing(one, other));
      return place === -1 ? one : keptIn(one, stored[place], known[place]);
    });
  return value;
};

const kept = (value: Fields, stored: Fields, known: Fields): Fields => ({
  ...Object.fromEntries(Object.entries(stored).filter(([name]) => !(name in known))),
  ...Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, keptIn(field, stored[name], known[name])]),
  ),
});

/** Whether two members of a list are the same thing: by their ids where they have any. */
const isSameThing = (one: unknown, other: unknown): boolean =>
  isFields(one) && isFields(other) && one['id'] !== undefined
    ? one['id'] === other['id']
    : isDeepStrictEqual(one, other);
