import { everyAgency } from '../../shared/agency/agencies.ts';
import type { Provider } from '../../shared/table/items/payment-status.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import type { FactSource } from '../../shared/payments/source.ts';
import type { Pass, Reconciliation } from '../../shared/table/items/reconciliation.ts';
import { auditAccounts } from './audit-accounts.ts';
import { runPass, type Run } from './pass.ts';
import { OvertakenError } from './report.ts';

/** An agency's providers, with the books that each keeps, as its credentials open them. */
export type Sources = (agency: string, pass: Pass) => Promise<Partial<Record<Provider, FactSource>>>;

/**
 * Reconciles every agency with each of its providers, and by night audits their ledgers; `audit` does only that. One agency's trouble, a wrong
 * key or a provider that is down, is its own: it is reported and counted, and the others go on.
 */
export const reconcile = async (run: Run, sources: Sources, pass: Pass | 'audit'): Promise<void> => {
  let isAudited = pass !== 'recent';
  for (const agency of await everyAgency(run.ledger.table)) {
    if (run.timeLeft() < TIME_FOR_AN_AGENCY) {
      // An audit that was cut off goes on the next night; one that was not begun may not be begun then either.
      isAudited = false;
      break;
    }
    if (pass !== 'audit') {
      const opened = await guarded(agency, () => sources(agency, pass));
      for (const [provider, source] of entriesOf(opened ?? {})) {
        await guarded(agency, async () => note(await runPass(run, agency, provider, pass, source)));
      }
    }
    if (pass !== 'recent') {
      const audit = await guarded(agency, () => auditAccounts(run, agency));
      if (audit) note(audit);
      else isAudited = false;
    }
  }
  count('ReconcilerRuns');
  if (isAudited) count('AuditRuns');
};

/** Milliseconds: less is not worth a report. */
const TIME_FOR_AN_AGENCY = 60_000;

const PROVIDERS: readonly Provider[] = ['stripe', 'paypal'];

const entriesOf = (opened: Partial<Record<Provider, FactSource>>): [Provider, FactSource][] =>
  PROVIDERS.flatMap((provider) => (opened[provider] ? [[provider, opened[provider]]] : []));

const guarded = async <Value>(agency: string, work: () => Promise<Value>): Promise<Value | undefined> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OvertakenError) log.info('another run goes on', { agency, report: error.message });
    else {
      log.error('reconciliation failed', { agency, error });
      count('ReconciliationFailures');
    }
    return undefined;
  }
};

const note = (report: Reconciliation): void => {
  const { agency, id, status, interruption, seen, healed, mismatchCount } = report;
  log.info('reconciled', {
    agency,
    report: id,
    status,
    interruption,
    seen,
    healed,
    mismatches: mismatchCount,
  });
  // Running out of time is no failure: a long audit takes several nights.
  if (interruption && interruption !== 'out_of_time') count('ReconciliationFailures');
};
