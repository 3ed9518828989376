import { instant, type Instant } from '../../shared/kernel/clock.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';
import type { AgencyId } from '../../shared/kernel/ids.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { auditCursor, type AuditCursor } from '../../shared/table/items/audit-cursor.ts';
import { reconciliationItem, type Reconciliation } from '../../shared/table/items/reconciliation.ts';
import { reconcilerKey, reconciliationKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import type { Table } from '../../shared/table/table.ts';
import { goingOn, newReport, OvertakenError, saveReport } from './report.ts';

/** A round of the audit under way. */
export type Round = { report: Reconciliation; cursor: AuditCursor };

/** What of the ledgers is to be audited: what is new, or `whole` everything, in a round that began after `since`. */
export type Scope = { whole: boolean; since?: Instant | undefined };

/** Milliseconds from one whole round to the next: a day in which none could run leaves it within the month. */
const WHOLE_EVERY_MS = 28 * DAY_MS;

/** Resumes the round that was cut off, unless everything is to be read and it does not; or starts the next one. */
export const openRound = async (
  table: Table,
  agency: AgencyId,
  scope: Scope,
  now: number,
): Promise<Round> => {
  const key = reconcilerKey(agency, 'audit');
  const cursor = (await readOne(table, key, auditCursor)) ?? { version: 0 };
  const open = await openReport(table, agency, cursor, scope);
  if (open) return { report: goingOn(open), cursor };
  const at = instant(now);
  const isWhole = scope.whole || isWholeDue(cursor, now);
  const report = newReport({ agency, provider: 'ledger', pass: 'nightly', from: at, to: at }, now);
  const opened = await saveRound(table, agency, {
    ...cursor,
    ...(isWhole && { wholeAt: at }),
    round: { report: report.id, ...(isWhole && { isWhole }) },
  });
  return { report: await saveReport(table, report), cursor: opened };
};

const isWholeDue = ({ wholeAt }: AuditCursor, now: number): boolean =>
  wholeAt === undefined || Date.parse(wholeAt) + WHOLE_EVERY_MS <= now;

const openReport = async (
  table: Table,
  agency: AgencyId,
  { round }: AuditCursor,
  { whole, since = '' }: Scope,
): Promise<Reconciliation | undefined> => {
  if (!round || (whole && !round.isWhole)) return undefined;
  const report = await readOne(table, reconciliationKey(agency, round.report), reconciliationItem);
  return report && report.startedAt >= since ? report : undefined;
};

/** Saves the position of the round. Throws OvertakenError if another run has moved it since. */
export const saveRound = async (
  table: Table,
  agency: AgencyId,
  cursor: AuditCursor,
): Promise<AuditCursor> => {
  const { version } = cursor;
  const key = reconcilerKey(agency, 'audit');
  if (!(await putGuarded(table, { key, schema: auditCursor, item: cursor, version })))
    throw new OvertakenError(agency);
  return { ...cursor, version: version + 1 };
};
