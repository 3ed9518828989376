import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef, AgencyId } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import { NewerSchemaError } from '../../shared/kernel/schema-number.ts';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { encodeCursor } from '../../shared/table/cursor.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { accountNameItem } from '../../shared/table/items/account-name.ts';
import { auditCursor, type AuditCursor, type AuditProgress } from '../../shared/table/items/audit-cursor.ts';
import { reconciliationItem, type Reconciliation } from '../../shared/table/items/reconciliation.ts';
import {
  accountNameKey,
  accountsPartition,
  reconcilerKey,
  reconciliationKey,
} from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { readOne } from '../../shared/table/read.ts';
import type { Table } from '../../shared/table/table.ts';
import { backfillWith } from './backfill.ts';
import { healLiability } from './heal-liability.ts';
import type { Run } from './pass.ts';
import { flag, goingOn, newReport, OvertakenError, saveReport } from './report.ts';

type Round = { report: Reconciliation; cursor: AuditCursor };

const PAGE_SIZE = 25;

/** Milliseconds: all records of an account are read at once, however many it has. */
const TIME_PER_ACCOUNT_MS = 30_000;

/**
 * Audits all accounts of an agency, in pages, over as many nights as that takes: a run resumes where the last one
 * stopped, also in the middle of a long history, and the round ends with its report.
 */
export const auditAccounts = async ({ ledger, timeLeft }: Run, agency: AgencyId): Promise<Reconciliation> => {
  const { table, now } = ledger;
  const hasTime = () => timeLeft() > TIME_PER_ACCOUNT_MS;
  const backfill = backfillWith(ledger, agency, hasTime);
  let { report, cursor } = await openRound(table, agency, now());
  for (;;) {
    if (!hasTime())
      return await saveReport(table, { ...report, status: 'interrupted', interruption: 'out_of_time' });
    const { after, under } = cursor.round ?? {};
    const page = await accountsAfter(table, agency, after);
    let last = after;
    let paused = under;
    let isCut = false;
    for (const { account } of page) {
      isCut = last !== after && !hasTime();
      if (isCut) break;
      const from = paused?.account === account ? paused : undefined;
      const audit = await auditOne(ledger, { agency, account }, hasTime, from);
      if (audit.differs)
        report = await flag(table, report, { code: 'ledger_differs', account, at: instant(now()) });
      paused = audit.paused;
      if (paused) break;
      report = { ...report, seen: report.seen + 1 };
      last = account;
    }
    const names = page.map(({ account }) => account);
    await healLiability(ledger, agency, names);
    await backfill(names);
    const isDone = page.length < PAGE_SIZE && !paused && !isCut;
    if (isDone) report = { ...report, status: 'complete', endedAt: instant(now()) };
    report = await saveReport(table, report);
    const round = { report: report.id, ...(last && { after: last }), ...(paused && { under: paused }) };
    cursor = await saveRound(table, agency, { version: cursor.version, ...(!isDone && { round }) });
    if (isDone) return report;
  }
};

const auditOne = async (
  ledger: Ledger,
  ref: AccountRef,
  hasTime: () => boolean,
  from: AuditProgress | undefined,
): Promise<{ differs: boolean; paused?: AuditProgress | undefined }> => {
  const audit = await auditReadable(ledger, ref, hasTime, from);
  if (!audit) return { differs: false };
  if (!audit.ok) throw new TypeError(audit.error.code);
  const { findings, paused } = audit.value;
  if (findings.length > 0) log.error('ledger differs', { ...ref, findings });
  return { differs: findings.length > 0, paused };
};

/** @returns undefined for an account that a newer version wrote: it is left to that version's audit */
const auditReadable = async (...audit: Parameters<typeof auditLedger>) => {
  try {
    return await auditLedger(...audit);
  } catch (error) {
    if (!(error instanceof NewerSchemaError)) throw error;
    const [, ref] = audit;
    log.warn('account of a newer version not audited', { ...ref, error });
    return undefined;
  }
};

const accountsAfter = async (table: Table, agency: AgencyId, after: string | undefined) => {
  const page = await listPage(table, {
    partition: accountsPartition(agency),
    item: accountNameItem,
    limit: PAGE_SIZE,
    cursor: after && encodeCursor(accountNameKey({ agency, account: after }), false),
  });
  if (!page.ok) throw new TypeError(page.error.code);
  return page.value.items;
};

const openRound = async (table: Table, agency: AgencyId, now: number): Promise<Round> => {
  const key = reconcilerKey(agency, 'audit');
  const cursor = (await readOne(table, key, auditCursor)) ?? { version: 0 };
  if (cursor.round) {
    const reportKey = reconciliationKey(agency, cursor.round.report);
    const report = await readOne(table, reportKey, reconciliationItem);
    if (report) return { report: goingOn(report), cursor };
  }
  const at = instant(now);
  const report = newReport({ agency, provider: 'ledger', pass: 'nightly', from: at, to: at }, now);
  const opened = await saveRound(table, agency, { version: cursor.version, round: { report: report.id } });
  return { report: await saveReport(table, report), cursor: opened };
};

const saveRound = async (table: Table, agency: AgencyId, cursor: AuditCursor): Promise<AuditCursor> => {
  const { version } = cursor;
  const key = reconcilerKey(agency, 'audit');
  if (!(await putGuarded(table, { key, schema: auditCursor, item: cursor, version })))
    throw new OvertakenError(agency);
  return { ...cursor, version: version + 1 };
};
