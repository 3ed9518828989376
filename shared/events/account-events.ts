import type { Account } from '../table/items/account.ts';
import type { EventType } from '../table/items/cloud-event.ts';
import type { Entry, EntryKind } from '../table/items/entry.ts';
import type { Draft } from './draft.ts';

/** The event types of a change of an account: those of its entries, and those of its new state. */
export type AccountEvent = EntryEvent | BalanceEvent;

type EntryEvent = Extract<EventType, `credits.${string}`>;

type BalanceEvent = Extract<EventType, `balance.${string}` | `debt.${string}`>;

/**
 * What a change of an account means: its new entries in their order, then what has become of debt and balance.
 * @param before as it was, or undefined with the account's first movement
 * @param entries those that the change made
 * @param lowBalance of the agency's settings, or undefined where it has none
 */
export const accountEvents = (
  before: Account | undefined,
  after: Account,
  entries: readonly Entry[],
  lowBalance: number | undefined,
): Draft[] => {
  const { agency, account, lastEntryAt: time } = after;
  if (time === undefined) return [];
  const change = { had: before ?? { balance: 0, debt: 0 }, after, lowBalance };
  return [
    ...entries.filter(isTold).map((entry) => entryEvent(entry, { agency, account })),
    ...Object.values<BalanceRule>(balanceRules).flatMap((rule) => {
      const draft = rule(change);
      return draft ? { ...draft, agency, account, time } : [];
    }),
  ];
};

/** An extension takes credits out only to bring them in again: the second of its entries says all of it. */
const isTold = ({ type, kind }: Entry): boolean => type === 'in' || kind !== 'expiry_extension';

const entryEvent = (
  { type, at: time, number, kind, reference, note, label, amount, balance, lots: [lot] }: Entry,
  who: Pick<Draft, 'agency' | 'account'>,
): Draft => {
  const data = {
    number,
    kind,
    reference,
    ...(note !== undefined && { note }),
    ...(label !== undefined && { label }),
    amount,
    balance,
  };
  if (kind !== 'expiry_extension')
    return { type: type === 'in' ? 'credits.added' : outEvents[kind], ...who, time, data };
  const expiresAt = lot?.expiresAt;
  return {
    type: 'credits.extended',
    ...who,
    time,
    data: { ...data, ...(expiresAt !== undefined && { expiresAt }) },
  };
};

/** What an entry of a kind is draft as where credits went out. Some kinds only ever bring credits in. */
const outEvents = {
  checkout: 'credits.spent',
  bonus: 'credits.spent',
  redemption: 'credits.spent',
  request: 'credits.spent',
  spend: 'credits.spent',
  purchase: 'credits.spent',
  purchase_refund: 'credits.spent',
  service: 'credits.spent',
  service_refund: 'credits.spent',
  spend_refund: 'credits.spent',
  invoice: 'credits.spent',
  adjustment: 'credits.spent',
  payment_reversed: 'credits.reclaimed',
  payment_reinstated: 'credits.spent',
  expiry: 'credits.expired',
} as const satisfies Record<Exclude<EntryKind, 'expiry_extension'>, EntryEvent>;

type Held = Pick<Account, 'balance' | 'debt'>;

/** @returns the event, without whose account it is and when; undefined where the change does not mean it */
type BalanceRule = (change: {
  had: Held;
  after: Account;
  lowBalance: number | undefined;
}) => { [Type in BalanceEvent]: Pick<Draft & { type: Type }, 'type' | 'data'> }[BalanceEvent] | undefined;

const balanceRules = {
  'debt.opened': ({ had, after: { balance, debt, entries: number } }) =>
    debt > 0 && had.debt === 0 ? { type: 'debt.opened', data: { balance, number, debt } } : undefined,

  'debt.cleared': ({ had, after: { balance, debt, entries: number } }) =>
    debt === 0 && had.debt > 0 ? { type: 'debt.cleared', data: { balance, number } } : undefined,

  'balance.zero': ({ had, after: { balance, entries: number } }) =>
    had.balance > 0 && balance <= 0 ? { type: 'balance.zero', data: { balance, number } } : undefined,

  'balance.low': ({ had, after: { balance, entries: number }, lowBalance }) =>
    lowBalance !== undefined && had.balance >= lowBalance && balance < lowBalance && balance > 0
      ? { type: 'balance.low', data: { balance, number, lowBalance } }
      : undefined,
} satisfies Record<BalanceEvent, BalanceRule>;
