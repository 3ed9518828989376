import type { Money } from '../kernel/amount.ts';
import type { Instant } from '../kernel/clock.ts';
import type { AccountId } from '../kernel/ids.ts';
import type { LotShare } from '../table/items/lot.ts';
import type { EntryKind } from '../table/items/entry.ts';
import type { OnlyFor } from '../table/items/only-for.ts';
import type { Purpose } from './purpose.ts';
import type { RestrictedCredits } from './restricted.ts';
import type { MeterPrice } from '../table/items/meter.ts';

/** What an entry says of why it was made. */
type Reason = {
  kind: EntryKind;
  /** The thing that this is about: a checkout, an order, the caller's own name for it. */
  reference: string;
  note?: string;
  /** The name of the package, product or service. */
  label?: string;
  /** Under whose budget it was spent; of what gives credits back, those credits. */
  spender?: string;
  /** How many usage events it is for, if the reference names them together. */
  events?: number;
};

/** Everything that can move credits. Amounts are whole credits. */
export type Command =
  /**
   * New credits, as one lot, or two where a part of them expires later than the rest. A debt is paid first, unless they are restricted.
   * @property price of all of them, where they were sold
   */
  | (Reason & {
      type: 'credit';
      amount: number;
      class: LotShare['class'];
      expiresAt?: Instant;
      /** Of the amount, and less than all of it. */
      later?: { amount: number; expiresAt: Instant };
      /** What alone they may be spent on. */
      onlyFor?: OnlyFor;
      /** They are paid for, so that no limit refuses them: past that of restrictions, they may be spent on anything. */
      isPaidFor?: true;
      price?: Money;
    })
  /**
   * Spends from the lots that its purpose admits in their drawing order, or not at all. With a class, from lots of that
   * class only; with `onlyFor`, from lots of exactly this restriction only.
   */
  | (Reason & {
      type: 'debit';
      amount: number;
      class?: LotShare['class'];
      purpose?: Purpose;
      onlyFor?: OnlyFor;
    })
  /** Takes out all that is not held, for another account to receive. Makes no entry where there is nothing. */
  | (Reason & { type: 'drain' })
  /**
   * Credits that another account was debited. They keep class, expiry and origin; what comes back to the account that it
   * came from is in its own lot again. A debt is paid first.
   * @property from whose lots these were
   */
  | (Reason & {
      type: 'receive';
      from: AccountId;
      lots: readonly LotShare[];
      /** They are the same customer's: the account may have any number of such lots. */
      isOwn?: true;
    })
  /**
   * Takes these shares out for an account that merged with this one, held ones last, and leaves a debt for what they lack.
   * @property usageDebt the part of the debt that usage left
   */
  | (Reason & { type: 'lend'; lots: readonly LotShare[]; debt: number; usageDebt: number })
  /** Gives back what was drawn, to the lots it came from with their class and expiry. A debt is paid first. */
  | (Reason & {
      type: 'restore';
      lots: readonly LotShare[];
      /** Of what a spender spent: when that was. */
      spentAt?: Instant;
    })
  /**
   * Takes back credits whose payment was taken back: from the lots that it brought in, which may be those of the
   * commands folded just before, then from other paid lots.
   * What has been spent already becomes a debt, or is given up where the agency says so.
   */
  | (Reason & {
      type: 'reclaim';
      amount: number;
      /** Of these, how many promo credits of its lots go first. Further ones go where its paid ones are too few. */
      bonus?: number;
      lots: readonly number[] | 'just_brought_in';
      shortfall: 'debt' | 'give_up';
    })
  /** Takes back what there is of credits that another account paid for and sent, held ones last. Leaves no debt. */
  | (Reason & { type: 'recover'; amount: number; of: AccountId; lots: ReadonlySet<number> })
  /**
   * Moves all credits that expire at one time to a later one: takes them out, and puts them back into their own lots.
   * Pays no debt. Makes two entries, or none where nothing expires then.
   */
  | (Reason & { type: 'extend'; from: Instant; expiresAt: Instant | undefined })
  /**
   * Spends what units of a meter cost: whole credits, from the lots that the meter admits in their drawing order. What is
   * left of a credit stands in the account, exactly, until more units fill it up. Without a whole credit it makes no entry.
   * What these lots lack becomes a debt, as far as the account's credit limit goes.
   */
  | (Reason & { type: 'charge'; meter: string; price: MeterPrice; units: number })
  /** Sets how much debt usage may leave. Makes no entry. */
  | { type: 'limit'; creditLimit: number }
  /**
   * Sets credits aside as a debit for the same purpose would draw them, or none; without an end, until they are captured or
   * released. Makes no entry: the balance stays.
   */
  | {
      type: 'hold';
      hold: string;
      amount: number;
      endsAt?: Instant;
      purpose?: Purpose;
      /** Under whose budget the credits are held, and later spent. */
      spender?: string;
    }
  /**
   * Spends credits of an open hold, those that expired while it held them included. With `isFinal` the rest returns to
   * its lots, and the hold is no more.
   */
  | (Reason & { type: 'capture'; hold: string; amount: number; isFinal: boolean })
  /** Returns what an open hold holds to the lots it came from. Makes no entry. */
  | { type: 'release'; hold: string }
  /** Releases holds that have ended and posts what has expired. Every plan begins with this, so that nothing expired is ever spent. */
  | { type: 'expire' };

export type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>;

/** What a command's entry says of why it was made. */
export const reasonOf = ({ kind, reference, note, label, spender, events }: Reason): Reason => ({
  kind,
  reference,
  ...(note !== undefined && { note }),
  ...(label !== undefined && { label }),
  ...(spender !== undefined && { spender }),
  ...(events !== undefined && { events }),
});

/** Why a command can't be carried out; nothing was changed. */
export type Refusal =
  /** `restricted`: what the account has beside these that may be spent on other things only */
  | { code: 'insufficient_credits'; available: number; shortfall: number; restricted?: RestrictedCredits[] }
  | { code: 'account_in_debt'; debt: number }
  | { code: 'balance_limit' }
  /** Only of credits that bring an expiry, an origin or a restriction of their own. */
  | { code: 'lot_limit' }
  /** The account has as many open holds as it may. */
  | { code: 'hold_limit' }
  /** It was captured or released, or it has ended. */
  | { code: 'hold_not_open' }
  /** `held`: what is left of it */
  | { code: 'hold_exceeded'; held: number }
  /** Fractions of too many meters stand in the account, or one of prices that have too little in common. */
  | { code: 'carry_limit' }
  /** Usage would leave more debt than the account may have. */
  | { code: 'credit_limit' };

/** The codes of the refusals of each command. */
type RefusalCodes = {
  credit: 'balance_limit' | 'lot_limit';
  debit: 'insufficient_credits' | 'account_in_debt';
  drain: never;
  receive: 'balance_limit' | 'lot_limit';
  lend: never;
  restore: 'balance_limit';
  reclaim: never;
  recover: never;
  extend: never;
  charge: 'insufficient_credits' | 'account_in_debt' | 'credit_limit' | 'carry_limit';
  limit: never;
  hold: 'insufficient_credits' | 'account_in_debt' | 'hold_limit';
  capture: 'hold_not_open' | 'hold_exceeded';
  release: 'hold_not_open';
  expire: never;
};

/** Why a command of one of these types can't be carried out. */
export type RefusalOf<Type extends Command['type']> = Extract<Refusal, { code: RefusalCodes[Type] }>;
