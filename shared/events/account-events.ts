import type { EventType } from '../table/items/cloud-event.ts';
import type { Account } from '../table/items/account.ts';
import type { Entry } from '../table/items/entry.ts';
import type { Draft } from './draft.ts';

/**
 * What a change of an account means: its new entries in their order, then what has become of debt and balance.
 * @param before as it lay there, or undefined with the account's first movement
 * @param entries those that the change made
 * @param lowBalance of the agency's settings, or undefined where it has none
 */
export const accountEvents = (
  before: Account | undefined,
  after: Account,
  entries: readonly Entry[],
  lowBalance: number | undefined,
): Draft[] => {
  const time = after.lastEntryAt;
  if (time === undefined) return [];
  const who = { agency: after.agency, account: after.account };
  const told = { ...who, time };
  const { balance, debt, entries: number } = after;
  const had = before ?? { balance: 0, debt: 0 };
  const drafts: Draft[] = entries.map((entry) => ({
    type: typeOf(entry),
    ...who,
    time: entry.at,
    data: said(entry),
  }));
  if (debt > 0 && had.debt === 0)
    drafts.push({ type: 'debt.opened', ...told, data: { balance, number, debt } });
  if (debt === 0 && had.debt > 0) drafts.push({ type: 'debt.cleared', ...told, data: { balance, number } });
  if (had.balance > 0 && balance <= 0)
    drafts.push({ type: 'balance.zero', ...told, data: { balance, number } });
  if (lowBalance !== undefined && had.balance >= lowBalance && balance < lowBalance && balance > 0)
    drafts.push({ type: 'balance.low', ...told, data: { balance, number, lowBalance } });
  return drafts;
};

const typeOf = ({ type, kind }: Entry): Extract<EventType, `credits.${string}`> => {
  if (type === 'in') return 'credits.added';
  if (kind === 'expiry') return 'credits.expired';
  return kind === 'payment_reversed' ? 'credits.reclaimed' : 'credits.spent';
};

const said = ({ number, kind, reference, note, amount, balance }: Entry) => ({
  number,
  kind,
  reference,
  ...(note !== undefined && { note }),
  amount,
  balance,
});
