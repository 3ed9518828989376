import type { Instant } from '../kernel/clock.ts';
import type { Absorbed } from '../table/items/absorbed.ts';
import type { LotShare } from '../table/items/lot.ts';
import { byDrawingOrder, expiringWith, expiryOf, isExpired, kindOf } from './lots.ts';

/** Past this many lots, those of one kind that expire at once, then those that expire on one day (UTC), become one. */
export const MANY_LOTS = 32;

/** Past this many lots no lot with an expiry is added. An account has a few more at most, and stays a small item. */
export const MAX_LOTS = 400;

/** Lots that become one with another in one movement. Each is one more item in its transaction. */
export const MAX_MERGES = 8;

/** That a lot became one with another, and when both expire from then on. */
export type Merge = Omit<Absorbed, 'entry'>;

/** Lots in their drawing order, after some became one with others. */
export type Deposited = { lots: LotShare[]; merges: Merge[] };

/**
 * Puts shares into lots: a share of a lot that is still there joins it, restricted as that is, any other becomes a lot. Then lots merge. What
 * has expired merges with nothing that has not.
 * @param whenFull whether a share without a lot is added to an account with `MAX_LOTS`, or joins the lot of its kind
 *   that expires next after it; where it is the only one of its origin, it loses that
 */
export const deposit = (
  lots: readonly LotShare[],
  shares: readonly LotShare[],
  at: Instant,
  whenFull: 'add' | 'join',
): Deposited => {
  let result: Deposited = { lots: [...lots], merges: [] };
  for (const share of shares) result = withShare(result, share, at, whenFull);
  return compact({ ...result, lots: result.lots.toSorted(byDrawingOrder) }, at);
};

const withShare = (
  { lots, merges }: Deposited,
  share: LotShare,
  at: Instant,
  whenFull: 'add' | 'join',
): Deposited => {
  const id = merges.find((merge) => merge.id === share.id)?.into ?? share.id;
  const isPast = isExpired(share, at);
  const own = lots.find((lot) => lot.id === id && isExpired(lot, at) === isPast);
  if (own) return { lots: replaced(lots, own, joined(own, share)), merges };
  if (whenFull === 'add' || lots.length < MAX_LOTS) return { lots: [...lots, share], merges };

  const peers = lots.filter((lot) => kindOf(lot) === kindOf(share) && isExpired(lot, at) === isPast);
  const neighbour = neighbourOf(share, peers);
  if (!neighbour) {
    const { origin, ...plain } = share;
    // Lots of other origins would fill the account up without end: here, the credits no longer follow their payment.
    return origin ? withShare({ lots, merges }, plain, at, whenFull) : { lots: [...lots, share], merges };
  }
  const lot = joined(neighbour, share);
  // What returns beyond these is not looked up again: a reclaim of it takes other paid credits.
  const isNoted = !isPast && merges.length < MAX_MERGES;
  return {
    lots: replaced(lots, neighbour, lot),
    merges: isNoted ? [...merges, mergeOf(share, lot)] : merges,
  };
};

/** The lot that expires next after a share; where none does, the last before it, which then expires with the share. */
const neighbourOf = (share: LotShare, peers: readonly LotShare[]): LotShare | undefined => {
  const inOrder = peers.toSorted(byDrawingOrder);
  const later = inOrder.find((lot) => expiryOf(lot) >= expiryOf(share));
  // An earlier lot would never expire any more.
  return later ?? (share.expiresAt === undefined ? undefined : inOrder.at(-1));
};

const joined = (lot: LotShare, share: LotShare): LotShare =>
  expiringWith({ ...lot, amount: lot.amount + share.amount }, share);

const mergeOf = ({ id }: LotShare, { id: into, expiresAt }: LotShare): Merge => ({
  id,
  into,
  ...(expiresAt !== undefined && { expiresAt }),
});

const replaced = (lots: readonly LotShare[], lot: LotShare, by: LotShare): LotShare[] =>
  lots.map((other) => (other === lot ? by : other));

const compact = (before: Deposited, at: Instant): Deposited => {
  if (before.lots.length <= MANY_LOTS || before.merges.length >= MAX_MERGES) return before;
  const live = before.lots.filter((lot) => !isExpired(lot, at));
  const pair = firstAlike(live, expiryOf) ?? firstAlike(live, dayOf);
  return pair ? compact(merged(before, pair), at) : before;
};

const dayOf = (lot: LotShare): string => expiryOf(lot).slice(0, '2026-01-31'.length);

/** The first two lots of one kind that are also alike in this. */
const firstAlike = (
  lots: readonly LotShare[],
  by: (lot: LotShare) => string,
): [LotShare, LotShare] | undefined => {
  const seen = new Map<string, LotShare>();
  for (const lot of lots) {
    const kind = `${by(lot)} ${kindOf(lot)}`;
    const other = seen.get(kind);
    if (other) return [other, lot];
    seen.set(kind, lot);
  }
  return undefined;
};

/** The older one absorbs the other. */
const merged = ({ lots, merges }: Deposited, pair: [LotShare, LotShare]): Deposited => {
  const [older, newer] = pair[0].id < pair[1].id ? pair : [pair[1], pair[0]];
  const lot = joined(older, newer);
  const left = replaced(lots, older, lot).filter((other) => other !== newer);
  return { lots: left.toSorted(byDrawingOrder), merges: [...merges, mergeOf(newer, lot)] };
};
