import { canonicalText } from '../kernel/canonical.ts';
import { instant } from '../kernel/clock.ts';
import { timedId, type AgencyId } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';
import type { Guarded } from '../table/guarded.ts';
import { changeItem, type Change, type ChangeKind } from '../table/items/change.ts';
import { changeKey, changesPartition } from '../table/keys.ts';
import { listPage, type InvalidCursor, type Page, type PageRequest } from '../table/list.ts';
import type { Table } from '../table/table.ts';

/** Who at an agency changes something. */
export type Actor = { agency: AgencyId; actor: string };

/** A change of one record; undefined means that there is no record. */
export type AuditedChange = {
  kind: ChangeKind;
  /** The record's own. */
  id: string;
  before: object | undefined;
  after: object | undefined;
};

/** An item takes 400 KB: both states fit, with room for the rest. */
export const MAX_STATE_BYTES = 100_000;

/**
 * The audit log entry of a change, to be written in the change's own transaction.
 * @param now milliseconds since the epoch
 * @param entryId given where the same entry may be written again
 */
export const auditLogEntry = (
  { agency, actor }: Actor,
  { kind, id: recordId, before, after }: AuditedChange,
  now: number,
  entryId: string = timedId('chg', now),
): Guarded => {
  const entry: Change = {
    agency,
    id: entryId,
    version: 0,
    at: instant(now),
    actor,
    kind,
    recordId,
    ...(before && { before: stateOf(before) }),
    ...(after && { after: stateOf(after) }),
  };
  return { key: changeKey(agency, entryId), schema: changeItem, item: entry, version: 0 };
};

const stateOf = (record: object): { json: string; isWhole: boolean } => {
  const json = canonicalText(record);
  const bytes = Buffer.from(json);
  return bytes.length <= MAX_STATE_BYTES
    ? { json, isWhole: true }
    : { json: bytes.subarray(0, MAX_STATE_BYTES).toString(), isWhole: false };
};

/** A page of an agency's audit log, newest first. */
export const listAuditLog = (
  table: Table,
  agency: AgencyId,
  { kind, recordId, ...page }: PageRequest & { kind?: ChangeKind | undefined; recordId?: string | undefined },
): Promise<Result<Page<Change>, InvalidCursor>> =>
  listPage(table, {
    partition: changesPartition(agency),
    item: changeItem,
    newestFirst: true,
    where: { kind, recordId },
    ...page,
  });
