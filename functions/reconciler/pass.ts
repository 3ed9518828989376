import type { AgencyId } from '../../shared/kernel/ids.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { Provider } from '../../shared/table/items/payment-status.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Books, FactPage } from '../../shared/payments/source.ts';
import type { ReadBatch } from '../../shared/table/items/usage-batch.ts';
import type { TakeFact } from '../../shared/payments/take-fact.ts';
import type { Pass, Place, Reconciliation } from '../../shared/table/items/reconciliation.ts';
import { Asker, TIME_PER_PAGE_MS } from './ask.ts';
import { flagMissing } from './find-missing.ts';
import { flag, saveReport } from './report.ts';
import { takePage } from './take-page.ts';
import { ListedPayments } from './listed-payments.ts';
import { turnedDown } from './turned-down.ts';
import { afterWindow, isLastWindow, spanFrom, type Route } from './walk.ts';
import { openWalk, routeOf, saveWalk, withoutBehind, type Walk } from './window.ts';

/** What a run needs of the world. */
export type Run = {
  ledger: Ledger;
  takeFact: TakeFact;
  /** Without it, the audit leaves out the events that entries of usage share. */
  readBatch?: ReadBatch;
  /** Milliseconds until the run is cut off. */
  timeLeft: () => number;
};

/**
 * Compares one agency's books with one provider's, from where the last run stopped. A list that fails does not stop the
 * others; a window or an object that can't be read is skipped and flagged, so that the pass always continues.
 */
export const runPass = async (
  run: Run,
  agency: AgencyId,
  provider: Provider,
  pass: Pass,
  books: Books,
): Promise<Reconciliation> => {
  const { table, now } = run.ledger;
  let walk = await openWalk(table, agency, provider, pass, books, now());
  const listed = new ListedPayments();
  const asker = new Asker(run.timeLeft);
  for (let { place, report: saved } = walk; place; { place, report: saved } = walk) {
    if (run.timeLeft() < TIME_PER_PAGE_MS) return await interrupt(run, walk, 'out_of_time');
    const route = routeOf(walk, books);
    const page = await asker.ask(books, place);
    if (!page.ok) {
      listed.miss(place);
      const at = { table, now: now(), route };
      walk = await turnedDown(at, walk, place, page.error, () => asker.repeats(place));
    } else {
      listed.take(route, place, page.value.facts);
      const read = await takeRead(run, provider, route, walk, place, page.value, listed);
      if (!read) return await interrupt(run, walk, 'busy');
      walk = read;
    }
    // Most windows of a month hold nothing: then only the place to go on from is written.
    const report = ended(walk, now());
    walk = await saveWalk(table, {
      ...walk,
      report: report === saved ? report : await saveReport(table, report),
    });
  }
  return walk.report;
};

/** @returns the pass after a page; undefined where the table is too busy to take it */
const takeRead = async (
  { ledger: { table, now }, takeFact }: Run,
  provider: Provider,
  route: Route,
  walk: Walk,
  place: Place,
  { facts, skipped = [], next }: FactPage,
  listed: ListedPayments,
): Promise<Walk | undefined> => {
  const { source } = place;
  const taken = await takePage({ table, now, takeFact }, walk.report, provider, facts);
  if (!taken.ok) return undefined;
  let report = taken.value;
  for (const { id: objectId, issue } of skipped)
    report = await flag(table, report, { code: 'skipped', source, objectId, issue, at: instant(now()) });
  if (next !== null) return { ...walk, report, place: { ...place, page: next } };
  if (!isLastWindow(route, place)) return { ...walk, report, place: afterWindow(route, place) };
  if (report.pass === 'nightly' && listed.isWhole(place))
    report = await flagMissing({ table, now }, report, spanFrom(route, place.span), listed.ids);
  return { ...withoutBehind(walk, source), report, place: afterWindow(route, place) };
};

/** The report, ended where there is nothing left to read; a list that failed is why it is not complete. */
const ended = ({ report, place }: Walk, now: number): Reconciliation => {
  if (place) return report;
  const [failure] = report.failures;
  const status = failure
    ? { status: 'interrupted' as const, interruption: failure.code }
    : { status: 'complete' as const };
  return { ...report, ...status, endedAt: instant(now) };
};

const interrupt = async (
  { ledger: { table, now } }: Run,
  { report }: Walk,
  interruption: NonNullable<Reconciliation['interruption']>,
): Promise<Reconciliation> =>
  await saveReport(table, { ...report, status: 'interrupted', interruption, endedAt: instant(now()) });
