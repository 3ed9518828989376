import type { AccountRef } from '../../shared/kernel/ids.ts';
import { accountFrom } from '../../shared/ledger/account.ts';
import { auditAccount, auditEntry, auditStart, type Finding } from '../../shared/ledger/audit.ts';
import { history } from '../../shared/ledger/history.ts';
import type { AuditProgress } from '../../shared/table/items/audit-cursor.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import type { Table } from '../../shared/table/table.ts';

/** Findings once the account is done; how far it came where time ran out. */
export type LedgerAudit = { findings: Finding[]; paused?: AuditProgress };

const PAGE = 100;

/**
 * Audits one account's whole history against what the account holds, a page at a time. Movements that come in meanwhile
 * are left to the next round: the account is read first, and its history up to there.
 */
export const auditLedger = async (
  table: Table,
  ref: AccountRef,
  hasTime: () => boolean,
  from?: AuditProgress,
): Promise<LedgerAudit> => {
  const account = accountFrom(ref, (await readTogether(table, [accountKey(ref)]))(accountKey(ref)));
  const findings: Finding[] = [];
  let state = from?.state ?? auditStart;
  let page: string | undefined = from?.page;
  do {
    if (page !== undefined && !hasTime()) return { findings, paused: { account: ref.account, page, state } };
    const read = await history(table, ref, { limit: PAGE, order: 'oldest', cursor: page });
    if (!read.ok) throw new TypeError(read.error.code);
    for (const entry of read.value.items) {
      if (entry.number > account.entries) break;
      const checked = auditEntry(state, entry);
      findings.push(...checked.findings);
      state = checked.state;
    }
    page = read.value.cursor ?? undefined;
  } while (page !== undefined && state.entries < account.entries);
  return { findings: [...findings, ...auditAccount(state, account)] };
};
