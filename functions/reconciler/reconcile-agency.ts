import * as z from 'zod';
import { beginBooks } from '../../shared/agency/close-books.ts';
import { instant, type Instant } from '../../shared/kernel/clock.ts';
import type { AgencyId } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { noteConnections, type Seen } from '../../shared/payments/note-connections.ts';
import { provider } from '../../shared/table/items/payment-status.ts';
import type { Pass, Reconciliation } from '../../shared/table/items/reconciliation.ts';
import { auditAccounts } from './audit-accounts.ts';
import { runPass, type Run } from './pass.ts';
import { OvertakenError } from './report.ts';
import type { BooksOf } from './sources.ts';

/**
 * What a run is to do. `audit` only audits, and reads everything, in a round that began after `since`. `books` begins the books anew,
 * and only audits, which counts every entry into them.
 */
export type Wanted = { pass: Pass | 'audit' | 'books'; since?: Instant | undefined };

/** How an agency's turn ended. `isAudited` unless its audit failed: one that was cut off goes on the next night. */
export const reconciledTurn = z.object({ isCut: z.boolean(), isAudited: z.boolean() });

export type ReconciledTurn = z.infer<typeof reconciledTurn>;

/**
 * Reconciles an agency with each of its providers, and by night audits its ledgers. What fails, a wrong key or a provider that is
 * down, is reported and counted, and the rest goes on.
 */
export const reconcileAgency = async (
  run: Run,
  booksOf: BooksOf,
  agency: AgencyId,
  { pass, since }: Wanted,
): Promise<ReconciledTurn> => {
  const reports: Reconciliation[] = [];
  if (pass === 'recent' || pass === 'nightly') {
    const seen: Seen = {};
    for (const name of provider.options) {
      await guarded(agency, async () => {
        const books = await booksOf(agency, name, pass);
        seen[name] = books !== undefined;
        if (books) reports.push(await runPass(run, agency, name, pass, books));
      });
    }
    await guarded(agency, () => noteConnections(run.ledger, agency, seen));
  }
  let isAudited = false;
  if (pass !== 'recent') {
    const audit = await guarded(agency, async () => {
      if (pass !== 'books') return await auditAccounts(run, agency, { whole: pass === 'audit', since });
      await beginBooks(run.ledger, agency);
      return await auditAccounts(run, agency, { whole: false, since: instant(run.ledger.now()) });
    });
    isAudited = audit !== undefined;
    if (audit) reports.push(audit);
  }
  for (const report of reports) note(report);
  return { isCut: reports.some(({ interruption }) => interruption === 'out_of_time'), isAudited };
};

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
  // Running out of time is no failure: a long audit takes several turns.
  if (interruption && interruption !== 'out_of_time') count('ReconciliationFailures');
};
