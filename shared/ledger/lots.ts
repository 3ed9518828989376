import type { Instant } from '../kernel/clock.ts';
import type { AccountId } from '../kernel/ids.ts';
import { entryOfLot, type LotShare } from '../table/items/lot.ts';
import { isFor, isRestricted, restrictionOf, widthOf, type Purpose } from './purpose.ts';

/** Sorts behind every Instant. */
const NEVER = 'never';

/** When credits expire, as text that sorts. */
export const expiryOf = ({ expiresAt = NEVER }: Pick<LotShare, 'expiresAt'>): string => expiresAt;

/**
 * The drawing order of lots that are restricted alike or not at all: soonest expiry first, promo before paid, oldest
 * first. Of different restrictions the narrower one goes before the older lot.
 */
export const byDrawingOrder = (a: LotShare, b: LotShare): number =>
  compareText(expiryOf(a), expiryOf(b)) ||
  compareText(b.class, a.class) ||
  compareWidth(a, b) ||
  entryOfLot(a.id) - entryOfLot(b.id) ||
  a.id - b.id;

/** Whether credits came first to one of these lots of an account. */
export const isFrom = ({ origin }: LotShare, account: AccountId, lots: ReadonlySet<number>): boolean =>
  origin?.account === account && lots.has(origin.lot);

/** What lots have alike that may become one, beside the time at which they expire. */
export const kindOf = ({ class: lotClass, price, origin, onlyFor }: LotShare): string => {
  const priced = price ? `${lotClass} ${price.micro} ${price.currency}` : lotClass;
  const kind = onlyFor ? `${priced} ${restrictionOf({ onlyFor })}` : priced;
  return origin ? `${kind} ${origin.lot} ${origin.account}` : kind;
};

/** The order in which one purchase draws: what is restricted to its purpose before what is for anything. */
export const byUse = (a: LotShare, b: LotShare): number =>
  Number(isRestricted(b)) - Number(isRestricted(a)) || byDrawingOrder(a, b);

const compareWidth = (a: LotShare, b: LotShare): number =>
  widthOf(a) === widthOf(b) ? 0 : widthOf(a) - widthOf(b);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const isExpired = (lot: Pick<LotShare, 'expiresAt'>, now: Instant): boolean => expiryOf(lot) <= now;

export const total = (lots: readonly LotShare[]): number => lots.reduce((sum, lot) => sum + lot.amount, 0);

/** A share that expires with another one, where that is later. */
export const expiringWith = (share: LotShare, other: Pick<LotShare, 'expiresAt'>): LotShare => {
  if (expiryOf(share) >= expiryOf(other)) return share;
  const { expiresAt: _, ...rest } = share;
  const { expiresAt } = other;
  return { ...rest, ...(expiresAt !== undefined && { expiresAt }) };
};

/** What is left, what was taken from which lot, and how much could not be taken. */
export type Drawn = { left: LotShare[]; taken: LotShare[]; missing: number };

/** Takes up to `amount` credits from the lots that `from` admits, in the order given. */
export const draw = (
  lots: readonly LotShare[],
  amount: number,
  from: (lot: LotShare) => boolean = () => true,
): Drawn => {
  const left: LotShare[] = [];
  const taken: LotShare[] = [];
  let missing = amount;
  for (const lot of lots) {
    const share = from(lot) ? Math.min(lot.amount, missing) : 0;
    missing -= share;
    if (share > 0) taken.push({ ...lot, amount: share });
    if (share < lot.amount) left.push({ ...lot, amount: lot.amount - share });
  }
  return { left, taken, missing };
};

/** Takes up to `amount` credits for a purpose: first those restricted to it, then those for anything that `from` admits. */
export const drawFor = (
  lots: readonly LotShare[],
  amount: number,
  purpose: Purpose = {},
  from: (lot: LotShare) => boolean = () => true,
): Drawn => {
  const isUseful = isFor(purpose);
  const restricted = draw(lots, amount, (lot) => isRestricted(lot) && isUseful(lot));
  const others = draw(restricted.left, restricted.missing, (lot) => !isRestricted(lot) && from(lot));
  return { ...others, taken: [...restricted.taken, ...others.taken] };
};
