import type { AgencyId } from '../kernel/ids.ts';
import type * as z from 'zod';
import type { ChangeKind } from '../table/items/change.ts';
import type { Guarded, Removal } from '../table/guarded.ts';
import type { Key, ListKey } from '../table/keys.ts';

/** One record that an agency may change: its name in the audit log, and its place in the table. */
export type Resource<Item> = {
  kind: ChangeKind;
  id: string;
  key: Key;
  schema: z.ZodType<Item>;
  /** The number to write, where that is not always the schema's. */
  number?: ((item: Item) => number) | undefined;
  /** Its place in a list of the index, which every write has to name. */
  list?: ((item: Item) => ListKey | undefined) | undefined;
  /** What the audit log tells of it, where that is not all of it. */
  logged?: (item: Item) => object;
  /** What is to replace a record, with the fields that a PUT leaves as they are. */
  keep?: (before: Item, wanted: Item) => Item;
  /** Writes that stand or fall with a change, such as what the record is found by. */
  beside?: (before: Item | undefined, after: Item | undefined) => readonly (Guarded | Removal)[];
};

/** Records of one kind, each under an id that the agency chose. */
export type Collection<Item> = {
  kind: ChangeKind;
  schema: z.ZodType<Item>;
  number?: (item: Item) => number;
  partition: (agency: AgencyId) => string;
  key: (agency: AgencyId, id: string) => Key;
  list?: (agency: AgencyId, item: Item) => ListKey | undefined;
  /** As in a resource. */
  keep?: (before: Item, wanted: Item) => Item;
};

export const resourceIn = <Item>(
  { kind, schema, number, key, list, keep }: Collection<Item>,
  agency: AgencyId,
  id: string,
): Resource<Item> => ({
  kind,
  id,
  key: key(agency, id),
  schema,
  number,
  list: list && ((item) => list(agency, item)),
  ...(keep && { keep }),
});
