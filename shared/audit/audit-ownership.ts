import type { AccountId, AccountRef } from '../kernel/ids.ts';
import { heirIn, mergedIntoIn } from '../ledger/merged.ts';
import { ownershipItem, type Ownership } from '../table/items/ownership.ts';
import { purchaseItem, type Purchase } from '../table/items/purchase.ts';
import {
  accountKey,
  ownershipKey,
  ownershipsPartition,
  purchaseKey,
  purchasesPartition,
} from '../table/keys.ts';
import { everyItem } from '../table/list.ts';
import { readTogether, type Read } from '../table/read.ts';
import { decodeListed, type Table } from '../table/table.ts';
import type { Finding } from './audit.ts';
import type { IsAtRest } from './audit-records.ts';

/** A purchase that is owned and not there, or was given back; or one that is there and not owned. */
type Difference = { purchaseId: string; entry: number };

type Variant = Pick<Ownership['variants'][string], 'purchaseId' | 'since'>;

/**
 * Holds what an account owns against its purchases (I6). They are read one after the other, so a difference may be a
 * refund that came between: what is one is so on a second look, since nothing that was given back comes back.
 */
const onSecondLook = async (look: () => Promise<Difference[]>): Promise<Finding[]> => {
  const found = await look();
  if (found.length === 0) return [];
  const still = new Set((await look()).map(({ purchaseId }) => purchaseId));
  return found
    .filter(({ purchaseId }) => still.has(purchaseId))
    .map(({ entry }) => ({ code: 'ownership_differs', entry }));
};

/** All that an account owns against all its purchases. */
export const auditOwnership = async (table: Table, ref: AccountRef, isAtRest: IsAtRest): Promise<Finding[]> =>
  await onSecondLook(async () => {
    const { holders, buyers } = aroundIn(await readTogether(table, [accountKey(ref)]), ref);
    const purchases = await purchasesOf(table, [ref, ...buyers]);
    const ownerships = await ownershipsOf(table, [ref, ...holders]);
    return differences({
      bought: purchases.filter(({ account }) => account === ref.account),
      known: purchases,
      ownedByAny: ownerships.flatMap(({ variants }) => variants),
      owned: ownerships.flatMap(({ account, variants }) => (account === ref.account ? variants : [])),
      isAtRest,
    });
  });

/** Where else what an account bought is owned, and who else bought what it owns: since accounts merged. */
const aroundIn = (
  read: Read,
  { agency, account }: AccountRef,
): { holders: AccountRef[]; buyers: AccountRef[] } => {
  const ref = { agency, account };
  return {
    holders: [heirIn(read, ref)].filter((heir) => heir.account !== account),
    buyers: mergedIntoIn(read, ref),
  };
};

const purchasesOf = async (table: Table, refs: readonly AccountRef[]): Promise<Purchase[]> => {
  const all = refs.map((ref) => everyItem(table, { partition: purchasesPartition(ref), item: purchaseItem }));
  return (await Promise.all(all)).flat();
};

type Owned = { account: AccountId; variants: Variant[] };

const ownershipsOf = async (table: Table, refs: readonly AccountRef[]): Promise<Owned[]> =>
  await Promise.all(
    refs.map(async (ref) => ({
      account: ref.account,
      variants: (
        await everyItem(table, { partition: ownershipsPartition(ref), item: ownershipItem })
      ).flatMap(variantsOf),
    })),
  );

/** Whether these purchases are owned, as far as they were not given back. */
export const auditOwnershipOf = async (
  table: Table,
  ref: AccountRef,
  bought: readonly Purchase[],
  isAtRest: IsAtRest,
): Promise<Finding[]> =>
  await onSecondLook(async () => {
    if (bought.length === 0) return [];
    const purchaseKeys = bought.map(({ id }) => purchaseKey(ref, id));
    const purchases = await readTogether(table, [accountKey(ref), ...purchaseKeys]);
    const { holders } = aroundIn(purchases, ref);
    const products = new Set(bought.map(({ productId }) => productId));
    const ownedKeys = [ref, ...holders].flatMap((one) => [...products].map((id) => ownershipKey(one, id)));
    const ownerships = await readTogether(table, ownedKeys);
    const ids = new Set(bought.map(({ id }) => id));
    const owned = ownedKeys
      .flatMap((key) => {
        const ownership = decodeListed(ownershipItem, ownerships(key), 'thrown');
        return ownership ? variantsOf(ownership) : [];
      })
      .filter(({ purchaseId }) => ids.has(purchaseId));
    const found = purchaseKeys.flatMap((key) => decodeListed(purchaseItem, purchases(key), 'thrown') ?? []);
    return differences({ bought: found, known: found, ownedByAny: owned, owned, isAtRest });
  });

const variantsOf = ({ variants }: Ownership): Variant[] =>
  Object.values(variants).flatMap(({ purchaseId, since, also = [] }) => [{ purchaseId, since }, ...also]);

const isKept = ({ refund }: Purchase): boolean => !refund;

const differences = ({
  bought,
  known,
  ownedByAny,
  owned,
  isAtRest,
}: {
  bought: readonly Purchase[];
  known: readonly Purchase[];
  ownedByAny: readonly Variant[];
  owned: readonly Variant[];
  isAtRest: IsAtRest;
}): Difference[] => {
  const ownedBy = new Set(ownedByAny.map(({ purchaseId }) => purchaseId));
  const keptIds = new Set(known.filter(isKept).map(({ id }) => id));
  return [
    ...bought
      .filter((purchase) => isKept(purchase) && isAtRest(purchase) && !ownedBy.has(purchase.id))
      .map(({ id, entry }) => ({ purchaseId: id, entry: entry?.number ?? 0 })),
    ...owned
      .filter(({ purchaseId, since }) => isAtRest({ at: since }) && !keptIds.has(purchaseId))
      .map(({ purchaseId }) => ({ purchaseId, entry: 0 })),
  ];
};
