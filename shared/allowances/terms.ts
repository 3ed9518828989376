import { instant, type Instant } from '../kernel/clock.ts';
import { addDays, startOfDay } from '../kernel/days.ts';
import type { Allowance, AllowanceTerms } from '../table/items/allowance.ts';
import { beginOf, dayOf } from './periods.ts';

/** Credits of one period that expire together. */
export type Portion = { amount: number; expiresAt?: Instant };

/**
 * What holds for a period: what held as it began. A change applies from the next period on.
 * @param since when the account joined: this counts in the period in which the allowance was made
 */
export const termsAt = (allowance: Allowance, begin: Instant, since = begin): AllowanceTerms => {
  const fixedAt = begin < allowance.createdAt ? since : begin;
  return allowance.former?.find(({ until }) => fixedAt < until) ?? allowance;
};

/** Whether no period begins any more. */
export const isOver = (allowance: Allowance, period: number, zone: string, since?: Instant): boolean => {
  const { endsOn } = termsAt(allowance, beginOf(allowance, period, zone), since);
  return endsOn !== undefined && dayOf(allowance, period) > endsOn;
};

/**
 * The credits of a period, the first to expire first; none where it is paused or over.
 *
 * Roll-over needs nothing to be done as a period ends. Of each period as many credits as may stay live one period longer
 * (with a cap of several amounts: several periods). They are drawn last, so that what is left at the end are these: the
 * smaller of the cap and of what was not used.
 */
export const portionsOf = (
  allowance: Allowance,
  period: number,
  zone: string,
  since?: Instant,
): Portion[] => {
  const {
    amount,
    expiry,
    expiryDays = 0,
    rollOverUpTo = 0,
    paused,
  } = termsAt(allowance, beginOf(allowance, period, zone), since);
  if (paused || isOver(allowance, period, zone, since)) return [];
  if (expiry === 'never') return [{ amount }];
  if (expiry === 'days') {
    const last = addDays(dayOf(allowance, period), expiryDays);
    return [{ amount, expiresAt: instant(startOfDay(zone, last)) }];
  }
  const whole = Math.floor(rollOverUpTo / amount);
  const rest = rollOverUpTo % amount;
  const portions = [
    { amount: amount - rest, expiresAt: beginOf(allowance, period + whole + 1, zone) },
    { amount: rest, expiresAt: beginOf(allowance, period + whole + 2, zone) },
  ];
  return portions.filter((portion) => portion.amount > 0);
};
