import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { readableAccount } from '../ledger/account.ts';
import { auditAccount, auditEntry, auditStart, type Finding } from './audit.ts';
import { auditAllowances } from './audit-allowances.ts';
import { auditBatches } from './audit-batches.ts';
import { auditBudgets } from './audit-budgets.ts';
import { auditEveryRecord, auditNamedRecords, restBefore } from './audit-records.ts';
import { cursorAfter, history } from '../ledger/history.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { AuditProgress, AuditState } from '../table/items/audit-cursor.ts';
import { accountAllowancesItem } from '../table/items/allowance.ts';
import { accountAllowancesKey, accountKey, spenderIndexKey } from '../table/keys.ts';
import { idIndexAt } from '../table/id-index.ts';
import { readTogether } from '../table/read.ts';
import { decode } from '../table/table.ts';
import type { ReadBatch } from '../table/items/usage-batch.ts';

/** What an audit needs of the world. Without `readBatch`, it leaves out the events that entries of usage share. */
export type AuditParts = Pick<Ledger, 'table' | 'now'> & { readBatch?: ReadBatch };

/** What an audit found, and how far it came. */
export type LedgerAudit = {
  findings: Finding[];
  /** Entries done, those of earlier parts included, and of how many of these the texts were erased. */
  checked: number;
  erased: number;
  /** Up to the last entry that was old enough for its records to be judged. */
  verified: AuditState;
  /** Where it goes on, if it was to stop. */
  paused?: AuditProgress;
};

const PAGE_SIZE = 100;

/**
 * Where an audit begins that reads only what is new since an earlier one. It holds new entries against the records that
 * they name; records without an entry, and whatever was altered before, are left to the audit of the whole.
 */
export const partAfter = (ref: AccountRef, state: AuditState): AuditProgress => ({
  account: ref.account,
  page: cursorAfter(ref, { at: state.at, number: state.entries }),
  state,
  isPart: true,
});

/**
 * Audits one account's history against what the account holds and what it paid for, a page at a time: all of it, or what
 * is new (`partAfter`).
 * The account is read first, then its history up to the account's last entry. Later entries are movements committed
 * during the audit and are left to the next one, unless they are old: then the account lacks a movement. Throws
 * NewerSchemaError if a newer version wrote any of it.
 * @param goesOn asked before each page but the first of the history
 * @param from where an earlier audit stopped; `invalid_cursor` where none can have stopped there
 */
export const auditLedger = async (
  { table, now, readBatch }: AuditParts,
  ref: AccountRef,
  goesOn: () => boolean,
  from?: AuditProgress,
): Promise<Result<LedgerAudit, { code: 'invalid_cursor' }>> => {
  const isAtRest = restBefore(now());
  const records = from?.isPart
    ? auditNamedRecords(table, ref, from.state, isAtRest)
    : await auditEveryRecord(table, ref, from?.state.entries ?? 0, isAtRest);
  const read = await readTogether(table, [accountKey(ref), spenderIndexKey(ref), accountAllowancesKey(ref)]);
  const account = readableAccount(ref, read(accountKey(ref)), 'thrown');
  const spenders = idIndexAt(spenderIndexKey(ref), read, ref).ids;
  const allowances = decode(accountAllowancesItem, read(accountAllowancesKey(ref)));
  let state = from?.state ?? auditStart;
  let verified = from?.verified ?? state;
  if (!account) {
    const findings: Finding[] = [{ code: 'account_unreadable', entry: 0 }];
    return ok({ findings, checked: 0, erased: 0, verified });
  }
  const findings: Finding[] = [];
  let allAtRest = from?.verified === undefined;
  let page: string | undefined = from?.page;
  let isBeyond = false;
  do {
    if (page !== undefined && !goesOn()) {
      findings.push(...(await records.missingUpTo(state.entries)));
      const paused = {
        account: ref.account,
        page,
        state,
        ...(from?.isPart && { isPart: from.isPart }),
        ...(!allAtRest && { verified }),
      };
      return ok({ findings, ...counted(state), verified, paused });
    }
    const part = await history(table, ref, { limit: PAGE_SIZE, order: 'oldest', cursor: page });
    if (!part.ok) return err(part.error);
    findings.push(...(await records.take(part.value.items)));
    if (readBatch) findings.push(...(await auditBatches(table, readBatch, ref, part.value.items)));
    for (const entry of part.value.items) {
      isBeyond = entry.number > account.entries;
      if (isBeyond) {
        if (isAtRest(entry)) findings.push({ code: 'numbers_have_gaps', entry: entry.number });
        break;
      }
      const checked = auditEntry(state, entry);
      findings.push(...checked.findings);
      state = checked.state;
      allAtRest &&= isAtRest(entry);
      if (allAtRest) verified = state;
    }
    page = part.value.cursor ?? undefined;
  } while (page !== undefined && !isBeyond);
  findings.push(
    ...auditAccount(state, account),
    ...(await records.missingUpTo(Infinity)),
    ...(await records.ownership()),
    ...records.carries(account),
    ...(await auditBudgets(table, ref, spenders)),
    ...auditAllowances(allowances, now()),
  );
  return ok({ findings, ...counted(state), verified });
};

const counted = ({ entries: checked, erased = 0 }: AuditState) => ({ checked, erased });
