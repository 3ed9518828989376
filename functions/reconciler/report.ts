import { instant } from '../../shared/kernel/clock.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import {
  mismatchItem,
  reconciliationItem,
  reconciliationNumber,
  type Mismatch,
  type Reconciliation,
} from '../../shared/table/items/reconciliation.ts';
import { mismatchKey, reconciliationKey, type Key } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import type { Table } from '../../shared/table/table.ts';

/** A report lists this many mismatches; it counts them all. */
const MAX_LISTED_MISMATCHES = 100;

type Start = Pick<Reconciliation, 'agency' | 'provider' | 'pass' | 'from' | 'to'>;

/** A new report, not yet stored. Its id sorts by time. */
export const newReport = (start: Start, now: number): Reconciliation => ({
  ...start,
  id: `${instant(now).replace(/[-:.]/g, '')}_${start.provider}_${start.pass}`,
  version: 0,
  status: 'running',
  startedAt: instant(now),
  seen: 0,
  healed: 0,
  mismatches: [],
  mismatchCount: 0,
  failures: [],
});

/** A resumed report, without the previous run's reason and time of interruption. */
export const goingOn = ({ interruption: _, endedAt: __, ...report }: Reconciliation): Reconciliation => ({
  ...report,
  status: 'running',
});

/** Another run has taken over this one's work; this one stops. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

/** Saves the report. Throws OvertakenError if another run has written it since. */
export const saveReport = async (table: Table, report: Reconciliation): Promise<Reconciliation> => {
  const { agency, id, version } = report;
  const key = reconciliationKey(agency, id);
  const number = reconciliationNumber(report);
  if (!(await putGuarded(table, { key, schema: reconciliationItem, number, item: report, version })))
    throw new OvertakenError(id);
  return { ...report, version: version + 1 };
};

/**
 * Flags a mismatch unless an earlier report has it: each is in one report only, however often it is found, even if the run
 * was cut off between flagging it and saving the report.
 */
export const flag = async (
  table: Table,
  report: Reconciliation,
  found: Mismatch,
): Promise<Reconciliation> => {
  const key = mismatchKey(report.agency, found.code, nameOf(report, found));
  const isNew = await putGuarded(table, {
    key,
    schema: mismatchItem,
    item: { ...found, report: report.id },
    version: 0,
  });
  if (!isNew && ((await reportOf(table, key)) !== report.id || isIn(report, found))) return report;
  const { agency, id, provider } = report;
  log.warn('mismatch flagged', { agency, report: id, provider, ...found });
  const isOfAudit = found.code === 'ledger_differs' || found.code === 'books_differ';
  count(isOfAudit ? 'AuditFindings' : 'ReconciliationMismatches');
  return {
    ...report,
    mismatches: [...report.mismatches, found].slice(0, MAX_LISTED_MISMATCHES),
    mismatchCount: report.mismatchCount + 1,
  };
};

/** What was found, by a name that it has whenever it is found again. */
const nameOf = (
  { provider }: Reconciliation,
  { code, paymentId, account, objectId, source, from }: Mismatch,
): string => {
  // Another period of the account's may be late some day.
  if (code === 'allowance_late') return `${account}_${from}`;
  return paymentId ?? account ?? objectId ?? `${provider}_${source}_${from}`;
};

const isIn = (report: Reconciliation, found: Mismatch): boolean =>
  report.mismatches.length === MAX_LISTED_MISMATCHES ||
  report.mismatches.some(
    (known) => known.code === found.code && nameOf(report, known) === nameOf(report, found),
  );

const reportOf = async (table: Table, key: Key): Promise<string | undefined> =>
  (await readOne(table, key, mismatchItem))?.report;
