import type { Account } from '../table/items/account.ts';
import type { EventType } from '../table/items/cloud-event.ts';
import type { Entry, EntryKind } from '../table/items/entry.ts';
import type { Instant } from '../kernel/clock.ts';
import { timeOf } from '../ledger/account.ts';
import { restrictedPart } from '../ledger/restricted.ts';
import { hasEnded, heldLots, openHolds } from '../ledger/held.ts';
import { total } from '../ledger/lots.ts';
import { isRestricted } from '../ledger/purpose.ts';
import type { Draft } from './draft.ts';

/** The event types of a change of an account: those of its entries, and those of its new state. */
export type AccountEvent = EntryEvent | UsageEvent | AccountHoldEvent | MergeEvent | BalanceEvent;

type EntryEvent = Extract<EventType, `credits.${string}`>;

type UsageEvent = 'usage.charged';

type AccountHoldEvent = 'hold.expired';

type MergeEvent = 'account.merged';

type BalanceEvent = Extract<EventType, `balance.${string}` | `debt.${string}`>;

/**
 * What a change of an account means: its new entries in their order, the holds that ended, whether it merged, then what has
 * become of debt and available credits.
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
  const { agency, account, lastEntryAt, lastHoldAt } = after;
  if (lastEntryAt === undefined && lastHoldAt === undefined) return [];
  const time = timeOf(after, 0);
  const change = { had: before ?? { balance: 0, debt: 0, lots: [] }, after, lowBalance };
  return [
    ...entries.filter(isTold).map((entry) => entryEvent(entry, { agency, account })),
    ...usageCharged(entries.filter(({ kind }) => kind === 'usage')).map((data) => ({
      type: 'usage.charged' as const,
      agency,
      account,
      time,
      data,
    })),
    ...endedHolds(before, after, time).map((data) => ({
      type: 'hold.expired' as const,
      agency,
      account,
      time,
      data,
    })),
    ...(after.mergedInto !== undefined && before?.mergedInto === undefined
      ? [{ type: 'account.merged' as const, agency, account, time, data: { into: after.mergedInto } }]
      : []),
    ...Object.values<BalanceRule>(balanceRules).flatMap((rule) => {
      const draft = rule(change);
      return draft ? { ...draft, agency, account, time } : [];
    }),
  ];
};

/**
 * An extension takes credits out only to bring them in again: the second of its entries says all of it. Usage that was charged
 * together is one event.
 */
const isTold = ({ type, kind }: Entry): boolean =>
  kind !== 'usage' && (type === 'in' || kind !== 'expiry_extension');

const usageCharged = (entries: readonly Entry[]) => {
  const [first] = entries;
  const last = entries.at(-1);
  if (!first || !last) return [];
  const credits = entries.reduce((sum, { amount }) => sum + amount, 0);
  const meters = chargedByMeter(entries);
  return [
    {
      credits,
      entries: entries.length,
      first: first.number,
      number: last.number,
      balance: last.balance,
      meters,
    },
  ];
};

/** Entries from before they named their meter are missing. */
const chargedByMeter = (entries: readonly Entry[]) =>
  [...Map.groupBy(entries, ({ meter }) => meter)].flatMap(([meter, own]) =>
    meter === undefined
      ? []
      : {
          meter,
          quantity: own.reduce((sum, { quantity = 0 }) => sum + quantity, 0),
          credits: own.reduce((sum, { amount }) => sum + amount, 0),
        },
  );

const entryEvent = (
  { type, at: time, number, kind, reference, note, label, amount, balance, lots }: Entry,
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
    ...restrictedPart({ lots }),
  };
  if (kind !== 'expiry_extension')
    return { type: type === 'in' ? 'credits.added' : outEvents[kind], ...who, time, data };
  const expiresAt = lots[0]?.expiresAt;
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
  capture: 'credits.spent',
  usage: 'credits.spent',
  purchase: 'credits.spent',
  purchase_refund: 'credits.spent',
  service: 'credits.spent',
  service_refund: 'credits.spent',
  spend_refund: 'credits.spent',
  invoice: 'credits.spent',
  transfer: 'credits.transferred',
  gift: 'credits.transferred',
  merge: 'credits.transferred',
  adjustment: 'credits.spent',
  allowance: 'credits.spent',
  payment_reversed: 'credits.reclaimed',
  payment_reinstated: 'credits.spent',
  expiry: 'credits.expired',
} as const satisfies Record<Exclude<EntryKind, 'expiry_extension'>, EntryEvent>;

/** Holds that are gone by their end: what is captured or released before it has another time. */
const endedHolds = (before: Account | undefined, after: Account, time: Instant) => {
  const open = new Set(openHolds(after).map(({ id }) => id));
  return openHolds(before ?? {})
    .filter((hold) => hasEnded(hold, time) && !open.has(hold.id))
    .map(({ id: holdId, lots }) => ({ holdId, credits: total(lots) }));
};

type Held = Pick<Account, 'balance' | 'debt' | 'holds' | 'lots'>;

const restrictedOf = ({ lots }: Held): number => total(lots.filter(isRestricted));

/** Credits that are neither held nor restricted, less the debt. */
const freeOf = (account: Held): number => account.balance - total(heldLots(account)) - restrictedOf(account);

/** What an event about the balance says of an account. */
const figuresOf = (account: Account) => ({
  balance: account.balance,
  number: account.entries,
  held: total(heldLots(account)),
  restricted: restrictedOf(account),
});

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

  'balance.zero': ({ had, after }) =>
    freeOf(had) > 0 && freeOf(after) <= 0 ? { type: 'balance.zero', data: figuresOf(after) } : undefined,

  'balance.low': ({ had, after, lowBalance }) => {
    const free = freeOf(after);
    return lowBalance !== undefined && freeOf(had) >= lowBalance && free < lowBalance && free > 0
      ? { type: 'balance.low', data: { ...figuresOf(after), lowBalance } }
      : undefined;
  },
} satisfies Record<BalanceEvent, BalanceRule>;
