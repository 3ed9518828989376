import type { Account } from '../table/items/account.ts';
import type { AuditState } from '../table/items/audit-cursor.ts';
import type { Entry } from '../table/items/entry.ts';
import { hashOf } from '../ledger/entry-hash.ts';
import { heldLots } from '../ledger/held.ts';
import { total } from '../ledger/lots.ts';

/**
 * What an account's history and its holdings disagree on, or the history and what was paid by it: an entry without its
 * record, a record without its entry, an ownership without a purchase, a budget that counts something else, an allowance that is not posted,
 * usage whose records or kept events add up to something else, a fraction of a credit that is not what usage left, transferred
 * credits of another origin,
 * or an account item that does not fit its schema. `entry` is the number of the first one
 * concerned, 0 where there is none.
 */
export type Finding = {
  code:
    | 'numbers_have_gaps'
    | 'time_goes_back'
    | 'hash_differs'
    | 'balance_differs'
    | 'entry_does_not_add_up'
    | 'record_missing'
    | 'entry_missing'
    | 'ownership_differs'
    | 'budget_differs'
    | 'allowance_late'
    | 'usage_differs'
    | 'batch_missing'
    | 'batch_differs'
    | 'carry_differs'
    | 'origin_differs'
    | 'account_unreadable';
  entry: number;
};

export const auditStart: AuditState = { entries: 0, balance: 0, at: '' };

/** Checks one entry, oldest first, against the ones before (I1, I3, I4). */
export const auditEntry = (state: AuditState, entry: Entry): { state: AuditState; findings: Finding[] } => {
  const balance = state.balance + (entry.type === 'in' ? entry.amount : -entry.amount);
  const checks: [Finding['code'], boolean][] = [
    ['numbers_have_gaps', entry.number === state.entries + 1],
    ['time_goes_back', entry.at >= state.at],
    ['hash_differs', entry.previous === state.hash],
    ['balance_differs', entry.balance === balance],
    ['entry_does_not_add_up', total(entry.lots) + (entry.debt ?? 0) === entry.amount],
  ];
  return {
    state: {
      entries: entry.number,
      balance: entry.balance,
      at: entry.at,
      hash: hashOf(entry),
      erased: (state.erased ?? 0) + (entry.erased ? 1 : 0),
    },
    findings: failed(checks, entry.number),
  };
};

/** Checks, after the last entry, that the account holds what its history says (I1, I3, I4). */
export const auditAccount = (state: AuditState, account: Account): Finding[] =>
  failed(
    [
      ['numbers_have_gaps', account.entries === state.entries],
      ['hash_differs', account.lastEntryHash === state.hash],
      [
        'balance_differs',
        account.balance === state.balance &&
          account.balance === total([...account.lots, ...heldLots(account)]) - account.debt,
      ],
    ],
    account.entries,
  );

const failed = (checks: [Finding['code'], boolean][], entry: number): Finding[] =>
  checks.filter(([, holds]) => !holds).map(([code]) => ({ code, entry }));
