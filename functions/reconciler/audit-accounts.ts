import { closeBooks } from '../../shared/agency/close-books.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AgencyId } from '../../shared/kernel/ids.ts';
import { lateAllowances } from '../../shared/audit/audit-allowances.ts';
import type { Reconciliation } from '../../shared/table/items/reconciliation.ts';
import { auditOne } from './audit-account.ts';
import { auditPage, PAGE_SIZE } from './audit-page.ts';
import { openRound, saveRound, type Scope } from './audit-round.ts';
import { backfillWith } from './backfill.ts';
import { healLiability } from './heal-liability.ts';
import type { Run } from './pass.ts';
import { flag, saveReport } from './report.ts';

/** Milliseconds: all records of an account are read at once, however many it has. */
const TIME_PER_ACCOUNT_MS = 30_000;

/**
 * Audits all accounts of an agency, in pages, over as many nights as that takes: a run resumes where the last one
 * stopped, also in the middle of a long history, and the round ends with its report. Of each account it reads what is new
 * since it was verified; once a month everything.
 */
export const auditAccounts = async (
  { ledger, readBatch, timeLeft }: Run,
  agency: AgencyId,
  scope: Scope = { whole: false },
): Promise<Reconciliation> => {
  const { table, now } = ledger;
  const parts = { ...ledger, ...(readBatch && { readBatch }) };
  const hasTime = () => timeLeft() > TIME_PER_ACCOUNT_MS;
  const backfill = backfillWith(ledger, hasTime);
  let { report, cursor } = await openRound(table, agency, scope, now());
  const isWhole = cursor.round?.isWhole ?? false;
  // An account at rest is not audited by night, and may wait for an allowance all the same.
  for (const { account, due: from } of await lateAllowances(table, agency, now()))
    report = await flag(table, report, { code: 'allowance_late', account, from, at: instant(now()) });
  for (;;) {
    if (!hasTime())
      return await saveReport(table, { ...report, status: 'interrupted', interruption: 'out_of_time' });
    const { after, under } = cursor.round ?? {};
    const { accounts, liability } = await auditPage(table, agency, after);
    let last = after;
    let paused = under;
    let isCut = false;
    let isPartly = cursor.round?.isPartly === true;
    for (const { account, ...known } of accounts) {
      isCut = last !== after && !hasTime();
      if (isCut) break;
      const resumed = paused?.account === account ? paused : undefined;
      const audit = await auditOne(parts, { agency, account }, known, {
        isWhole,
        hasTime,
        paused: resumed,
      });
      isPartly ||= audit.differs;
      if (audit.differs)
        report = await flag(table, report, { code: 'ledger_differs', account, at: instant(now()) });
      paused = audit.paused;
      if (paused) break;
      report = { ...report, seen: report.seen + 1 };
      last = account;
    }
    await healLiability(ledger, agency, accounts, liability);
    if (!(await backfill(agency, accounts, liability))) isPartly = true;
    const isDone = accounts.length < PAGE_SIZE && !paused && !isCut;
    if (isDone && !isPartly && !(await closeBooks(ledger, agency, Date.parse(report.startedAt))))
      report = await flag(table, report, {
        code: 'books_differ',
        from: report.startedAt,
        at: instant(now()),
      });
    if (isDone) report = { ...report, status: 'complete', endedAt: instant(now()) };
    report = await saveReport(table, report);
    const { round: _, ...rest } = cursor;
    const round = {
      report: report.id,
      ...(isWhole && { isWhole }),
      ...(isPartly && { isPartly }),
      ...(last && { after: last }),
      ...(paused && { under: paused }),
    };
    cursor = await saveRound(table, agency, { ...rest, ...(!isDone && { round }) });
    if (isDone) return report;
  }
};
