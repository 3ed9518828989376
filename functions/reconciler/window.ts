import type { AgencyId } from '../../shared/kernel/ids.ts';
import { instant, type Instant } from '../../shared/kernel/clock.ts';
import type { Provider } from '../../shared/table/items/payment-status.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import {
  reconcilerCursor,
  reconciliationItem,
  type Pass,
  type ReconcilerCursor,
  type Reconciliation,
} from '../../shared/table/items/reconciliation.ts';
import { reconcilerKey, reconciliationKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import type { Table } from '../../shared/table/table.ts';
import { goingOn, newReport, OvertakenError, saveReport } from './report.ts';

/** A stretch of time under way: its report, the page to read next, and the cursor that says so in the table. */
export type Window = { report: Reconciliation; page: string | null; cursor: ReconcilerCursor };

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** A provider's lists may lag behind by as much, in milliseconds: PayPal's by three hours. Stretches overlap by it. */
const LAG = 6 * HOUR;

/** How far back the nightly pass goes, and where the very first recent one begins: Stripe keeps events for 30 days. */
const REACH: Record<Pass, number> = { recent: 7 * DAY, nightly: 30 * DAY };

/**
 * Goes on with the stretch that was cut off, or begins the next one: recent ones where the last ended, with an overlap;
 * nightly ones 30 days back.
 */
export const openStretch = async (
  table: Table,
  agency: AgencyId,
  provider: Provider,
  pass: Pass,
  now: number,
): Promise<Window> => {
  const key = reconcilerKey(agency, `${provider}_${pass}`);
  const cursor = (await readOne(table, key, reconcilerCursor)) ?? {
    version: 0,
    doneUntil: instant(now - REACH[pass]),
  };
  if (cursor.current) {
    const { report: id, page } = cursor.current;
    const reportKey = reconciliationKey(agency, id);
    const report = await readOne(table, reportKey, reconciliationItem);
    if (report) return { report: goingOn(report), page, cursor };
  }
  const report = newReport({ agency, provider, pass, ...rangeOf(pass, cursor, now) }, now);
  const opened = await saveCursor(table, { report, page: null, cursor });
  return { ...opened, report: await saveReport(table, report) };
};

/** The nightly pass leaves out the last hours: what a provider has not yet listed is not missing. */
const rangeOf = (pass: Pass, { doneUntil }: ReconcilerCursor, now: number) =>
  pass === 'nightly'
    ? { from: instant(now - REACH.nightly), to: instant(now - 2 * LAG) }
    : { from: instant(Date.parse(doneUntil) - LAG), to: instant(now) };

/** Writes down where the stretch stands: on which page, or that all before its end is done. */
export const saveCursor = async (table: Table, { report, page, cursor }: Window): Promise<Window> => {
  const doneUntil: Instant = report.status === 'complete' ? report.to : cursor.doneUntil;
  const next: ReconcilerCursor = {
    version: cursor.version,
    doneUntil,
    ...(report.status !== 'complete' && { current: { report: report.id, page } }),
  };
  const key = reconcilerKey(report.agency, `${report.provider}_${report.pass}`);
  if (!(await putGuarded(table, { key, item: next, version: cursor.version })))
    throw new OvertakenError(report.id);
  return { report, page, cursor: { ...next, version: cursor.version + 1 } };
};
