import { writableOf } from '../described.ts';
import { inParallel } from '../in-parallel.ts';
import type { Collection } from './collections.ts';
import { diff, type FieldChange } from './diff.ts';

/** What is to become of one thing. Its ETag is that of what the difference was computed from. */
export type Change = { name: Collection['name']; id: string } & (
  | { change: 'new' }
  | { change: 'changed'; fields: FieldChange[]; etag: string }
  | { change: 'unchanged' }
  /** The agency has it, the file does not. */
  | { change: 'gone'; etag: string }
);

/** Compares what the file has of one kind with what the agency has. */
export const planOf = async (collection: Collection): Promise<Change[]> => {
  const { name, wanted } = collection;
  if (!wanted) return [];
  const known: string[] = [];
  for await (const id of collection.ids()) known.push(id);
  const changes = await inParallel(known, async (id): Promise<Change> => {
    const found = await collection.get(id);
    const before = writableOf(name, found.orThrow());
    const etag = found.ok ? (found.headers.get('etag') ?? '') : '';
    if (!Object.hasOwn(wanted, id)) return { name, id, change: 'gone', etag };
    const fields = diff(before, wanted[id]);
    return fields.length === 0
      ? { name, id, change: 'unchanged' }
      : { name, id, change: 'changed', fields, etag };
  });
  const fresh = Object.keys(wanted).filter((id) => !known.includes(id));
  return [...changes, ...fresh.map((id): Change => ({ name, id, change: 'new' }))];
};
