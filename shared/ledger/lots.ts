import type { Instant } from '../kernel/clock.ts';
import type { LotShare } from '../table/items/account.ts';

/** Past this many lots, neighbours of one class and expiry become one, so that the account stays a small item. */
export const MANY_LOTS = 32;

const FOREVER = '9999';

/** The drawing order: soonest expiry first, promo before paid, oldest first. */
const byDrawingOrder = (a: LotShare, b: LotShare): number =>
  compareText(a.expiresAt ?? FOREVER, b.expiresAt ?? FOREVER) || compareText(b.class, a.class) || a.id - b.id;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const isExpired = (lot: LotShare, now: Instant): boolean =>
  lot.expiresAt !== undefined && lot.expiresAt <= now;

export const total = (lots: readonly LotShare[]): number => lots.reduce((sum, lot) => sum + lot.amount, 0);

/** Whether two shares may stand as one: they expire together and are of one class. */
const alike = (a: LotShare, b: LotShare): boolean => a.class === b.class && a.expiresAt === b.expiresAt;

/** Whether a lot, or what it absorbed, is one of these. */
export const belongsTo = ({ id, absorbed = [] }: LotShare, ids: readonly number[]): boolean =>
  ids.includes(id) || absorbed.some((other) => ids.includes(other));

/** Puts shares into lots: a share of a lot that is still there joins it, any other becomes a lot again. */
export const deposit = (lots: readonly LotShare[], shares: readonly LotShare[]): LotShare[] => {
  const result = lots.map((lot) => ({ ...lot }));
  for (const share of shares) {
    const lot = result.find((candidate) => belongsTo(candidate, [share.id]) && alike(candidate, share));
    if (lot) lot.amount += share.amount;
    else result.push({ ...share });
  }
  return compact(result.sort(byDrawingOrder));
};

const absorb = (lot: LotShare, other: LotShare): void => {
  lot.amount += other.amount;
  lot.absorbed = [...(lot.absorbed ?? []), other.id, ...(other.absorbed ?? [])];
};

const compact = (lots: LotShare[]): LotShare[] => {
  if (lots.length <= MANY_LOTS) return lots;
  const result: LotShare[] = [];
  for (const lot of lots) {
    const before = result.at(-1);
    if (before && alike(before, lot)) absorb(before, lot);
    else result.push(lot);
  }
  return result;
};

/**
 * Takes up to `amount` credits from the lots that `from` admits, in the order given.
 * @returns what is left, what was taken from which lot, and how much could not be taken
 */
export const draw = (
  lots: readonly LotShare[],
  amount: number,
  from: (lot: LotShare) => boolean = () => true,
): { left: LotShare[]; taken: LotShare[]; missing: number } => {
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
