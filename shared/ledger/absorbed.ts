import type { Account, AbsorbedIds } from '../table/items/account.ts';
import type { Absorbed } from '../table/items/absorbed.ts';
import type { LotShare } from '../table/items/lot.ts';
import type { Merge } from './deposit.ts';
import { expiringWith } from './lots.ts';

/** What became of lots that are no more, by their ids. */
export type Merges<One extends Merge = Merge> = ReadonlyMap<number, One>;

/** Ids that one write moves out of an item of schema 1. */
const MAX_MOVED = 8;

/** The merges that a lot's credits went through, one after the other. */
export const mergesOf = <One extends Merge>(id: number, known: Merges<One>): One[] => {
  const found: One[] = [];
  for (let merge = known.get(id); merge && !found.includes(merge); merge = known.get(merge.into))
    found.push(merge);
  return found;
};

/** A share as it returns: what a lot absorbed expires with that lot, and belongs to it. */
export const asAbsorbed = ({ absorbed: _, ...share }: LotShare, known: Merges): LotShare =>
  mergesOf(share.id, known).reduce(
    (result: LotShare, merge) => ({ ...expiringWith(result, merge), id: merge.into }),
    share,
  );

/** The lots under which these were ever to be found. */
export const idsOf = (ids: readonly number[], known: Merges): ReadonlySet<number> =>
  new Set(ids.flatMap((id) => [id, ...mergesOf(id, known).map(({ into }) => into)]));

/**
 * What is known without reading anything. The number of its entry nobody wrote down: it came no sooner than the lot.
 */
export const absorbedInside = ({ absorbedInside: groups = [] }: Account): Absorbed[] =>
  groups.flatMap(({ ids, ...merge }) => ids.map((id) => ({ ...merge, id, entry: id })));

/** An account of schema 1 as one of schema 2: the ids that its lots absorbed are kept beside the lots. */
export const withoutAbsorbed = (account: Account): Account => {
  const groups = account.lots.flatMap(absorbedBy);
  if (groups.length === 0) return account;
  const lots = account.lots.map(({ absorbed: _, ...lot }) => lot);
  return noting({ ...account, lots }, groups);
};

/** The ids that a share of schema 1 says its lot absorbed. */
export const absorbedBy = ({ id: into, expiresAt, absorbed: ids = [] }: LotShare): AbsorbedIds[] =>
  ids.length === 0 ? [] : [{ into, ids, ...(expiresAt !== undefined && { expiresAt }) }];

/** The account with more absorbed ids inside. A lot that is there again was absorbed by none. */
export const noting = (account: Account, groups: readonly AbsorbedIds[]): Account => {
  const atRest = new Set(account.lots.map(({ id }) => id));
  const more = groups.map((group) => ({ ...group, ids: group.ids.filter((id) => !atRest.has(id)) }));
  return withGroups(account, [...(account.absorbedInside ?? []), ...more]);
};

const withGroups = ({ absorbedInside: _, ...account }: Account, groups: readonly AbsorbedIds[]): Account => {
  const left = groups.filter(({ ids }) => ids.length > 0);
  return left.length === 0 ? account : { ...account, absorbedInside: left };
};

/** Some of the ids inside an account, for items of their own, and the account without them. */
export const movedOut = (account: Account): { account: Account; absorbed: Absorbed[] } => {
  const { absorbedInside: inside = [] } = account;
  const absorbed = absorbedInside(account).slice(0, MAX_MOVED);
  const moved = new Set(absorbed.map(({ id }) => id));
  const groups = inside.map((group) => ({ ...group, ids: group.ids.filter((id) => !moved.has(id)) }));
  return { account: counting(withGroups(account, groups), absorbed.length), absorbed };
};

/** The account with so many more items of absorbed lots. */
export const counting = (account: Account, more: number): Account =>
  more === 0 ? account : { ...account, absorbed: (account.absorbed ?? 0) + more };
