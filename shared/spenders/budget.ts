import type { Instant } from '../kernel/clock.ts';
import { hasEnded, openHolds } from '../ledger/held.ts';
import { total } from '../ledger/lots.ts';
import { admits, type Purpose } from '../ledger/purpose.ts';
import type { Account } from '../table/items/account.ts';
import type { OnlyFor } from '../table/items/only-for.ts';
import type { CountedPeriod, Spender } from '../table/items/spender.ts';
import { periodAt } from './period.ts';

/** What a spender has used of its budget at an instant. */
export type Used = {
  day: CountedPeriod;
  month: CountedPeriod;
  /** Credits of its open holds, which count in both periods until they end. */
  held: number;
};

/** The credits that a spender's open holds hold. They are in the account's item, and end there by themselves. */
const heldBy = (account: Account, spender: string, at: Instant): number =>
  total(
    openHolds(account).flatMap((hold) => (hold.spender === spender && !hasEnded(hold, at) ? hold.lots : [])),
  );

/** @param zone the IANA time zone of days and months */
export const usedOf = (spender: Spender, account: Account, zone: string, at: Instant): Used => ({
  day: periodAt(spender, 'day', zone, at),
  month: periodAt(spender, 'month', zone, at),
  held: heldBy(account, spender.id, at),
});

/** Why a budget admits no spend. */
export type LimitRefusal =
  | { code: 'unknown_spender' }
  | { code: 'spender_restricted'; onlyFor: OnlyFor }
  | {
      code: 'budget_exceeded';
      spender: string;
      /** The limit that leaves least. */
      limit: 'per_call' | 'per_day' | 'per_month';
      /** The credits that it leaves. */
      left: number;
      /** When it starts anew; a limit of one call does not. */
      startsAnewAt?: Instant;
    };

/** What each limit leaves; undefined without a limit. */
export const leftOf = ({ limits }: Spender, { day, month, held }: Used) => ({
  perCall: limits.perCall,
  perDay: rest(limits.perDay, day.spent + held),
  perMonth: rest(limits.perMonth, month.spent + held),
});

const rest = (limit: number | undefined, used: number): number | undefined =>
  limit === undefined ? undefined : Math.max(0, limit - used);

/** Why a spender may not spend or hold so many credits for this; undefined where it may. */
export const whyNot = (
  spender: Spender,
  used: Used,
  amount: number,
  purposes: readonly Purpose[],
): LimitRefusal | undefined => {
  const { onlyFor, id } = spender;
  if (onlyFor && !purposes.every((purpose) => admits(onlyFor, purpose)))
    return { code: 'spender_restricted', onlyFor };
  const left = leftOf(spender, used);
  // Of two that leave as little, the one that lasts longer is the reason.
  const [tightest] = [
    { limit: 'per_month', left: left.perMonth, startsAnewAt: used.month.until } as const,
    { limit: 'per_day', left: left.perDay, startsAnewAt: used.day.until } as const,
    { limit: 'per_call', left: left.perCall } as const,
  ]
    .flatMap(({ left: credits, ...limit }) => (credits === undefined ? [] : { ...limit, left: credits }))
    .toSorted((one, other) => one.left - other.left);
  if (!tightest || tightest.left >= amount) return undefined;
  return { code: 'budget_exceeded', spender: id, ...tightest };
};

/** The part of a limit from which on a warning is given, in percent. */
const WARNING_PERCENT = 80;

/**
 * A spender after it spent or held credits.
 * @param spent credits, negative ones as they are given back
 * @param held credits of its open holds afterwards
 */
export const counted = (spender: Spender, used: Used, { spent, held }: Counts): Spender => {
  const { perDay, perMonth } = spender.limits;
  return {
    ...spender,
    day: flagged({ ...used.day, spent: used.day.spent + spent }, held, perDay),
    month: flagged({ ...used.month, spent: used.month.spent + spent }, held, perMonth),
  };
};

type Counts = { spent: number; held: number };

/** A period with what an event tells of once. */
const flagged = (period: CountedPeriod, held: number, limit: number | undefined): CountedPeriod => {
  if (limit === undefined || limit === 0) return period;
  const used = period.spent + held;
  return {
    ...period,
    ...(used * 100 >= limit * WARNING_PERCENT && { warned: true as const }),
    ...(used >= limit && { reached: true as const }),
  };
};
