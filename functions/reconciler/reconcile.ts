import type { Instant } from '../../shared/kernel/clock.ts';
import type { AgencyId } from '../../shared/kernel/ids.ts';
import { everyAgency } from '../../shared/agency/agencies.ts';
import { noteConnections, type Seen } from '../../shared/payments/note-connections.ts';
import { provider } from '../../shared/table/items/payment-status.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import type { Pass, Reconciliation } from '../../shared/table/items/reconciliation.ts';
import { auditAccounts } from './audit-accounts.ts';
import { runPass, type Run } from './pass.ts';
import { OvertakenError } from './report.ts';
import type { BooksOf } from './sources.ts';
import { MINUTE_MS } from '../../shared/kernel/durations.ts';

/**
 * Reconciles every agency with each of its providers, and by night audits their ledgers; `audit` does only that, and reads
 * everything. One agency's trouble, a wrong key or a provider that is down, is its own: it is reported and counted, and the others
 * go on.
 * @param since a round of the audit that began before this is not resumed but begun anew
 */
export const reconcile = async (
  run: Run,
  booksOf: BooksOf,
  pass: Pass | 'audit',
  since?: Instant,
): Promise<void> => {
  let isAudited = pass !== 'recent';
  for (const agency of await everyAgency(run.ledger.table)) {
    if (run.timeLeft() < MIN_TIME_PER_AGENCY_MS) {
      // An audit that was cut off continues the next night; one that was not started may not start then either.
      isAudited = false;
      break;
    }
    if (pass !== 'audit') {
      const seen: Seen = {};
      for (const name of provider.options) {
        await guarded(agency, async () => {
          const books = await booksOf(agency, name, pass);
          seen[name] = books !== undefined;
          if (books) note(await runPass(run, agency, name, pass, books));
        });
      }
      await guarded(agency, () => noteConnections(run.ledger, agency, seen));
    }
    if (pass !== 'recent') {
      const audit = await guarded(agency, () =>
        auditAccounts(run, agency, { whole: pass === 'audit', since }),
      );
      if (audit) note(audit);
      else isAudited = false;
    }
  }
  count('ReconcilerRuns');
  if (isAudited) count('AuditRuns');
};

/** With less time left, no report is started. */
const MIN_TIME_PER_AGENCY_MS = MINUTE_MS;

const guarded = async <Value>(agency: AgencyId, work: () => Promise<Value>): Promise<Value | undefined> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OvertakenError)
      log.info('overtaken by another run', { agency, report: error.message });
    else {
      log.error('reconciliation failed', { agency, error });
      count('ReconciliationFailures');
    }
    return undefined;
  }
};

const note = (report: Reconciliation): void => {
  const { agency, id, status, interruption, failures, seen, healed, mismatchCount } = report;
  log.info('reconciled', {
    agency,
    report: id,
    status,
    interruption,
    failures,
    seen,
    healed,
    mismatches: mismatchCount,
  });
  // Running out of time is no failure: a long audit takes several nights.
  if (interruption && interruption !== 'out_of_time') count('ReconciliationFailures');
};
