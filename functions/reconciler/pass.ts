import type { AgencyId } from '../../shared/kernel/ids.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '../../shared/kernel/clock.ts';
import type { Provider } from '../../shared/table/items/payment-status.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { PaymentFact } from '../../shared/payments/message.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { ProviderError } from '../../shared/payments/provider-error.ts';
import { beginsDay, type FactPage, type FactSource } from '../../shared/payments/source.ts';
import type { TakeFact } from '../../shared/payments/take-fact.ts';
import type { Table } from '../../shared/table/table.ts';
import type { Pass, Reconciliation } from '../../shared/table/items/reconciliation.ts';
import { openStretch, saveCursor, type Window } from './window.ts';
import { flagMissing } from './find-missing.ts';
import { saveReport } from './report.ts';
import { takePage } from './take-page.ts';

/** What a run needs of the world. */
export type Run = {
  ledger: Ledger;
  takeFact: TakeFact;
  /** Milliseconds until the run is cut off. */
  timeLeft: () => number;
};

/** A page takes seconds at the most; what is left of a run then is for writing down where it stopped. */
const TIME_FOR_A_PAGE = 30_000;

/** Milliseconds between tries at a provider that does not answer or says that it is asked too much. */
const PAUSES = [500, 2000, 8000];

/** Holds one agency's books against one provider's, from where the last run stopped. */
export const runPass = async (
  run: Run,
  agency: AgencyId,
  provider: Provider,
  pass: Pass,
  source: FactSource,
): Promise<Reconciliation> => {
  const { table, now } = run.ledger;
  let window = await openStretch(table, agency, provider, pass, now());
  const told = new ToldPayments();
  for (;;) {
    if (run.timeLeft() < TIME_FOR_A_PAGE) return await interrupt(run, window, 'out_of_time');
    const page = await ask(run, () => source(window.report, window.page));
    if (!page.ok) return await interrupt(run, await reopened(table, window, page.error), page.error.code);
    const { facts, next, completes } = page.value;
    told.take(window.page, facts);
    const taken = await takePage({ table, now, takeFact: run.takeFact }, window.report, provider, facts);
    if (!taken.ok) return await interrupt(run, window, 'busy');
    let report = taken.value;
    if (completes && told.fromTheStart) report = await flagMissing(run.ledger, report, completes, told.ids);
    if (next === null) report = { ...report, status: 'complete', endedAt: instant(now()) };
    window = await saveCursor(table, { ...window, report: await saveReport(table, report), page: next });
    if (next === null) return window.report;
  }
};

/** The payments that the provider told of since the day began, and whether this run has heard them all. */
class ToldPayments {
  ids = new Set<string>();
  fromTheStart = false;

  take(page: string | null, facts: readonly PaymentFact[]): void {
    if (beginsDay(page)) {
      this.ids = new Set();
      this.fromTheStart = true;
    }
    for (const fact of facts) if (fact.type === 'payment') this.ids.add(fact.paymentId);
  }
}

/** A provider that refuses a page may no longer know where that began: then the stretch is read from its start. */
const reopened = async (table: Table, window: Window, { code }: ProviderError): Promise<Window> =>
  code === 'provider_refused' && window.page !== null
    ? await saveCursor(table, { ...window, page: null })
    : window;

const interrupt = async (
  { ledger: { table, now } }: Run,
  { report }: Window,
  interruption: NonNullable<Reconciliation['interruption']>,
): Promise<Reconciliation> =>
  await saveReport(table, { ...report, status: 'interrupted', interruption, endedAt: instant(now()) });

/** Asks again, later and later, while the provider is only out of reach and there is time. */
const ask = async (
  { timeLeft }: Run,
  question: () => Promise<Result<FactPage, ProviderError>>,
): Promise<Result<FactPage, ProviderError>> => {
  for (const pause of PAUSES) {
    const answer = await question();
    const final = answer.ok || answer.error.code !== 'provider_unreachable';
    if (final || timeLeft() < pause + TIME_FOR_A_PAGE) return answer;
    await sleep(pause);
  }
  return await question();
};
