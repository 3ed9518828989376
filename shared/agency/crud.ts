import type { AgencyId } from '../kernel/ids.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { err, found, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Busy } from '../ledger/run.ts';
import { listPage, type InvalidCursor, type Page, type PageRequest } from '../table/list.ts';
import type { Key } from '../table/keys.ts';
import { readOne, type Read } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import type { Actor } from './audit-log.ts';
import { changeAudited, deleteAudited, type DecidedChange } from './change.ts';
import { preconditionRefusal, type PreconditionRefusal, type Preconditions } from './etag.ts';
import { readOnlyRefusal, type InvalidBody } from './read-only.ts';
import { resourceIn, type Collection, type Resource } from './resource.ts';

type Versioned = { version: number };

type Catalogued = Versioned & { agency: AgencyId; id: string };

type NotFound = { code: 'not_found' };

export const listRecords = <Item>(
  table: Table,
  { partition, schema }: Collection<Item>,
  agency: AgencyId,
  page: PageRequest,
): Promise<Result<Page<Item>, InvalidCursor>> =>
  listPage(table, { partition: partition(agency), item: schema, ...page });

export const readRecord = async <Item>(
  table: Table,
  { key, schema }: Resource<Item>,
): Promise<Result<Item, NotFound>> => found(await readOne(table, key, schema));

/** Whether two states differ in nothing but their versions. */
export const isSame = (one: Versioned, other: Versioned): boolean =>
  canonicalText({ ...one, version: 0 }) === canonicalText({ ...other, version: 0 });

/** What a change has to be held against besides its record, read in the same BatchGet. */
export type HeldAgainst<Refused> = { keys: readonly Key[]; refuse: (read: Read) => Refused | undefined };

const NOTHING: HeldAgainst<never> = { keys: [], refuse: () => undefined };

/**
 * Creates a record, or replaces the state that the preconditions name. Where the record already is as wanted, as after
 * a lost answer, nothing is written, whatever the preconditions say (RFC 9110, 13.1.1).
 */
export const putRecord = <Item extends Versioned, Refused = never>(
  ledger: Ledger,
  who: Actor,
  resource: Resource<Item>,
  wanted: Item,
  preconditions: Preconditions,
  { keys, refuse }: HeldAgainst<Refused> = NOTHING,
): Promise<Result<DecidedChange<Item>, PreconditionRefusal | Refused | Busy>> => {
  const decide = (before: Item | undefined, read: Read): Result<Item, PreconditionRefusal | Refused> => {
    const after = (before && resource.keep?.(before, wanted)) ?? wanted;
    if (before && isSame(before, after)) return ok(before);
    const refusal = refuse(read) ?? preconditionRefusal(before, preconditions);
    return refusal === undefined ? ok(after) : err(refusal);
  };
  return changeAudited(ledger, who, resource, decide, keys);
};

/** The same in a collection, whose records may be put back with the id that reading them gave. */
export const putInto = async <Item extends Catalogued, Refused = never>(
  ledger: Ledger,
  who: Actor,
  collection: Collection<Item>,
  wanted: Item,
  { id: given, ...preconditions }: Preconditions & { id: string | undefined },
  heldAgainst?: HeldAgainst<Refused>,
): Promise<Result<DecidedChange<Item>, InvalidBody | PreconditionRefusal | Refused | Busy>> => {
  const { agency, id } = wanted;
  const edited = readOnlyRefusal({ id: given }, { id });
  if (edited) return err(edited);
  const resource = resourceIn(collection, agency, id);
  return await putRecord(ledger, who, resource, wanted, preconditions, heldAgainst);
};

/**
 * Deletes the record whose state the preconditions name, or a damaged one, whatever they name.
 * @returns the record as it was; undefined where it was damaged
 */
export const deleteRecord = <Item extends Versioned>(
  ledger: Ledger,
  who: Actor,
  resource: Resource<Item>,
  preconditions: Preconditions,
): Promise<Result<Item | undefined, NotFound | PreconditionRefusal | Busy>> =>
  deleteAudited<Item, NotFound | PreconditionRefusal>(ledger, who, resource, (before) => {
    if (!before) return err({ code: 'not_found' });
    const refusal = preconditionRefusal(before, preconditions);
    return refusal ? err(refusal) : ok(before);
  });
