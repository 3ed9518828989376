import type { AgencyId } from '../../shared/kernel/ids.ts';
import { instant, type Instant } from '../../shared/kernel/clock.ts';
import type { Books } from '../../shared/payments/source.ts';
import type { Provider } from '../../shared/table/items/payment-status.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import {
  reconcilerCursor,
  reconciliationItem,
  type Pass,
  type Place,
  type ReconcilerCursor,
  type Reconciliation,
} from '../../shared/table/items/reconciliation.ts';
import { reconcilerKey, reconciliationKey } from '../../shared/table/keys.ts';
import { readOne, readTogether } from '../../shared/table/read.ts';
import { decode, type Table } from '../../shared/table/table.ts';
import { goingOn, newReport, OvertakenError, saveReport } from './report.ts';
import { firstPlace, isOn, type Route } from './walk.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/kernel/durations.ts';

/** A pass under way: its report, where it reads next (undefined at its end), and the cursor that says so in the table. */
export type Walk = {
  report: Reconciliation;
  place: Place | undefined;
  cursor: ReconcilerCursor;
  /** The cursor's item as the pass found it: another version's fields of it outlive this pass. */
  stored: Record<string, unknown>;
};

/** How far a provider's lists may lag behind: PayPal's three hours. Windows overlap by this. */
const MAX_LISTING_LAG_MS = 6 * HOUR_MS;

/** How far back the nightly pass goes, and where the very first recent one begins: Stripe keeps events for 30 days. */
const LOOKBACK_MS: Record<Pass, number> = { recent: 7 * DAY_MS, nightly: 30 * DAY_MS };

/** How long after its checkout a payment may come: a checkout is open for two hours, and a webhook may be late. */
const MAX_PAYMENT_DELAY_MS = 12 * HOUR_MS;

/** How much a provider's clock may differ from ours. */
const MAX_CLOCK_SKEW_MS = 5 * MINUTE_MS;

const earlier = (time: Instant, by: number): Instant => instant(Date.parse(time) - by);

const earliest = (...times: Instant[]): Instant => times.reduce((one, other) => (other < one ? other : one));

/**
 * The way of a pass. By night it goes a day at a time, so that what is held in memory is a day's payments at the most,
 * and asks for some hours more of each, since payments come after their checkouts.
 */
export const routeOf = (
  { report, cursor }: Pick<Walk, 'report' | 'cursor'>,
  { sources, maxWindowMs }: Books,
): Route => ({
  range: report,
  spanMs: report.pass === 'nightly' ? DAY_MS : Infinity,
  sources: Object.keys(sources),
  failed: report.failures.map(({ source }) => source),
  maxWindowMs,
  asked: (source, span) =>
    report.pass === 'nightly'
      ? { from: earlier(span.from, MAX_CLOCK_SKEW_MS), to: earlier(span.to, -MAX_PAYMENT_DELAY_MS) }
      : { from: startOf(cursor, source), to: span.to },
});

/** Where the recent pass begins to read a list. */
const startOf = ({ doneUntil, behind }: ReconcilerCursor, source: string): Instant => {
  const start = earlier(doneUntil, MAX_LISTING_LAG_MS);
  return earliest(start, behind[source] ?? start);
};

/**
 * Resumes a pass that was cut off, or starts the next one. A recent pass starts where the last one ended, with an overlap,
 * and reads a failed list from where it failed; a nightly pass starts 30 days ago, or at the last one's end if that is
 * earlier.
 */
export const openWalk = async (
  table: Table,
  agency: AgencyId,
  provider: Provider,
  pass: Pass,
  books: Books,
  now: number,
): Promise<Walk> => {
  const key = reconcilerKey(agency, `${provider}_${pass}`);
  const found = (await readTogether(table, [key]))(key);
  const stored = found ?? {};
  const cursor = decode(reconcilerCursor, found) ?? {
    version: 0,
    doneUntil: instant(now - LOOKBACK_MS[pass]),
    behind: {},
  };
  if (cursor.current) {
    const { report: id, at } = cursor.current;
    const known = await readOne(table, reconciliationKey(agency, id), reconciliationItem);
    if (known) {
      const report = goingOn(known);
      const route = routeOf({ report, cursor }, books);
      return { report, place: at && isOn(route, at) ? at : firstPlace(route), cursor, stored };
    }
  }
  const range = rangeOf(pass, cursor, Object.keys(books.sources), now);
  const report = newReport({ agency, provider, pass, ...range }, now);
  const place = firstPlace(routeOf({ report, cursor }, books));
  const opened = await saveWalk(table, { report, place, cursor, stored });
  return { ...opened, report: await saveReport(table, report) };
};

/** The nightly pass leaves out the last hours: what a provider has not yet listed is not missing. */
const rangeOf = (pass: Pass, cursor: ReconcilerCursor, sources: readonly string[], now: number) =>
  pass === 'nightly'
    ? {
        from: earliest(instant(now - LOOKBACK_MS.nightly), cursor.doneUntil),
        to: instant(now - 2 * MAX_LISTING_LAG_MS),
      }
    : {
        from: earliest(
          earlier(cursor.doneUntil, MAX_LISTING_LAG_MS),
          ...sources.map((source) => startOf(cursor, source)),
        ),
        to: instant(now),
      };

/** Saves the position of the pass: the next window, or that everything up to its end is done. */
export const saveWalk = async (table: Table, walk: Walk): Promise<Walk> => {
  const { report, place, cursor, stored } = walk;
  const next: ReconcilerCursor = {
    version: cursor.version,
    doneUntil: place ? cursor.doneUntil : report.to,
    behind: cursor.behind,
    ...(place && { current: { report: report.id, page: null, at: place } }),
  };
  const key = reconcilerKey(report.agency, `${report.provider}_${report.pass}`);
  const { version } = cursor;
  if (!(await putGuarded(table, { key, schema: reconcilerCursor, item: next, version }, stored)))
    throw new OvertakenError(report.id);
  return { ...walk, cursor: { ...next, version: cursor.version + 1 } };
};

/** Notes that a list failed, and where: the next pass reads it from there, or from as far back as lists may lag. */
export const withBehind = (walk: Walk, source: string, failedFrom: Instant): Walk => {
  const from = earliest(failedFrom, earlier(walk.report.to, MAX_LISTING_LAG_MS));
  return { ...walk, cursor: { ...walk.cursor, behind: { ...walk.cursor.behind, [source]: from } } };
};

/** Notes that a list was read to its end. */
export const withoutBehind = (walk: Walk, source: string): Walk => {
  const { [source]: _, ...behind } = walk.cursor.behind;
  return { ...walk, cursor: { ...walk.cursor, behind } };
};
