import { pointerOf } from '../described.ts';

/** One field that differs. A side without it is undefined. */
export type FieldChange = { path: string; before?: unknown; after?: unknown };

const entriesOf = (value: unknown): Map<PropertyKey, unknown> | undefined => {
  if (Array.isArray(value)) return new Map(value.entries());
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
};

/** What differs between two JSON values, field by field. The order of an object's fields is of no account. */
export const diff = (before: unknown, after: unknown, path: readonly PropertyKey[] = []): FieldChange[] => {
  if (before === after) return [];
  const [old, young] = [entriesOf(before), entriesOf(after)];
  if (!old || !young || Array.isArray(before) !== Array.isArray(after)) {
    return [
      {
        path: pointerOf(path),
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
      },
    ];
  }
  return [...new Set([...old.keys(), ...young.keys()])].flatMap((key) =>
    diff(old.get(key), young.get(key), [...path, key]),
  );
};
