import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { readableAccount } from '../ledger/account.ts';
import { auditAccount, auditEntry, auditStart, type AuditState, type Finding } from './audit.ts';
import { auditOwnership } from './audit-ownership.ts';
import { openRecordAudit } from './audit-records.ts';
import { history } from '../ledger/history.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { AuditProgress } from '../table/items/audit-cursor.ts';
import { accountKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';

/** What was found on the way, how many entries are done and of how many the texts were erased, and how far it came where it was to stop. */
export type LedgerAudit = { findings: Finding[]; checked: number; erased: number; paused?: AuditProgress };

const PAGE_SIZE = 100;

/**
 * Audits one account's whole history against what the account holds and what it paid for, a page at a time.
 * The account is read first, then its history up to the account's last entry. Later entries are movements committed
 * during the audit and are left to the next one, unless they are old: then the account lacks a movement. Throws
 * NewerSchemaError if a newer version wrote any of it.
 * @param goesOn asked before each page but the first of the history
 * @param from where an earlier audit stopped; `invalid_cursor` where none can have stopped there
 */
export const auditLedger = async (
  { table, now }: Pick<Ledger, 'table' | 'now'>,
  ref: AccountRef,
  goesOn: () => boolean,
  from?: AuditProgress,
): Promise<Result<LedgerAudit, { code: 'invalid_cursor' }>> => {
  const records = await openRecordAudit(table, ref, from?.state.entries ?? 0, now());
  const item = (await readTogether(table, [accountKey(ref)]))(accountKey(ref));
  const account = readableAccount(ref, item, 'thrown');
  if (!account) return ok({ findings: [{ code: 'account_unreadable', entry: 0 }], checked: 0, erased: 0 });
  const findings: Finding[] = [];
  let state = from?.state ?? auditStart;
  let page: string | undefined = from?.page;
  let isBeyond = false;
  do {
    if (page !== undefined && !goesOn()) {
      findings.push(...(await records.missingUpTo(state.entries)));
      const paused = { account: ref.account, page, state };
      return ok({ findings, ...counted(state), paused });
    }
    const read = await history(table, ref, { limit: PAGE_SIZE, order: 'oldest', cursor: page });
    if (!read.ok) return err(read.error);
    findings.push(...records.take(read.value.items));
    for (const entry of read.value.items) {
      isBeyond = entry.number > account.entries;
      if (isBeyond) {
        if (records.isAtRest(entry)) findings.push({ code: 'numbers_have_gaps', entry: entry.number });
        break;
      }
      const checked = auditEntry(state, entry);
      findings.push(...checked.findings);
      state = checked.state;
    }
    page = read.value.cursor ?? undefined;
  } while (page !== undefined && !isBeyond);
  findings.push(
    ...auditAccount(state, account),
    ...(await records.missingUpTo(Infinity)),
    ...(await auditOwnership(table, ref, records.isAtRest)),
  );
  return ok({ findings, ...counted(state) });
};

const counted = ({ entries: checked, erased = 0 }: AuditState) => ({ checked, erased });
