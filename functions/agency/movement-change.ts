import { changeRecord } from '../../shared/agency/audit-log.ts';
import type { MovedOnce } from '../../shared/account/spend.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Guarded } from '../../shared/table/guarded.ts';
import type { Changer } from './change.ts';

/** The record of credits that somebody at the agency moved: the balance before, and the entry. */
export const movementChange = (
  who: Changer,
  kind: 'adjustment' | 'spend',
  { account }: AccountRef,
  { id, entry }: MovedOnce,
  now: number,
): Guarded => {
  const balance = entry.balance - (entry.type === 'in' ? entry.amount : -entry.amount);
  return changeRecord(who, kind, id, { account, balance }, { account, balance: entry.balance, entry }, now);
};
