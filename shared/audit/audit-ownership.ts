import type { AccountRef } from '../kernel/ids.ts';
import { ownershipItem, type Ownership } from '../table/items/ownership.ts';
import { purchaseItem, type Purchase } from '../table/items/purchase.ts';
import { ownershipKey, ownershipsPartition, purchaseKey, purchasesPartition } from '../table/keys.ts';
import { everyItem } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { decodeListed, type Table } from '../table/table.ts';
import type { Finding } from './audit.ts';
import type { IsAtRest } from './audit-records.ts';

/** A purchase that is owned and not there, or was given back; or one that is there and not owned. */
type Difference = { purchaseId: string; entry: number };

type Variant = Ownership['variants'][string];

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
    const purchases = await everyItem(table, { partition: purchasesPartition(ref), item: purchaseItem });
    const ownerships = await everyItem(table, { partition: ownershipsPartition(ref), item: ownershipItem });
    return differences(purchases, ownerships.flatMap(variantsOf), isAtRest);
  });

/** Whether these purchases are owned, as far as they were not given back. */
export const auditOwnershipOf = async (
  table: Table,
  ref: AccountRef,
  bought: readonly Purchase[],
  isAtRest: IsAtRest,
): Promise<Finding[]> =>
  await onSecondLook(async () => {
    const purchaseKeys = bought.map(({ id }) => purchaseKey(ref, id));
    const ownedKeys = [...new Set(bought.map(({ productId }) => productId))].map((id) =>
      ownershipKey(ref, id),
    );
    const purchases = await readTogether(table, purchaseKeys);
    const ownerships = await readTogether(table, ownedKeys);
    const ids = new Set(bought.map(({ id }) => id));
    const owned = ownedKeys.flatMap((key) => {
      const ownership = decodeListed(ownershipItem, ownerships(key), 'thrown');
      return ownership ? variantsOf(ownership) : [];
    });
    return differences(
      purchaseKeys.flatMap((key) => decodeListed(purchaseItem, purchases(key), 'thrown') ?? []),
      owned.filter(({ purchaseId }) => ids.has(purchaseId)),
      isAtRest,
    );
  });

const variantsOf = ({ variants }: Ownership): Variant[] => Object.values(variants);

const differences = (
  purchases: readonly Purchase[],
  owned: readonly Variant[],
  isAtRest: IsAtRest,
): Difference[] => {
  const ownedBy = new Set(owned.map(({ purchaseId }) => purchaseId));
  const kept = purchases.filter(({ refund }) => !refund);
  const keptIds = new Set(kept.map(({ id }) => id));
  return [
    ...kept
      .filter((purchase) => isAtRest(purchase) && !ownedBy.has(purchase.id))
      .map(({ id, entry }) => ({ purchaseId: id, entry: entry?.number ?? 0 })),
    ...owned
      .filter(({ purchaseId, since }) => isAtRest({ at: since }) && !keptIds.has(purchaseId))
      .map(({ purchaseId }) => ({ purchaseId, entry: 0 })),
  ];
};
