import type { AccountRef } from '../kernel/ids.ts';
import { ownershipItem } from '../table/items/ownership.ts';
import { purchaseItem } from '../table/items/purchase.ts';
import { ownershipsPartition, purchasesPartition } from '../table/keys.ts';
import { everyItem } from '../table/list.ts';
import type { Table } from '../table/table.ts';
import type { Finding } from './audit.ts';

/** A purchase that is owned and not there, or was given back; or one that is there and not owned. */
type Difference = { purchaseId: string; entry: number };

/**
 * Holds what an account owns against its purchases (I6). They are read one after the other, so a difference may be a
 * refund that came between: what is one is so on a second look, since nothing that was given back comes back.
 */
export const auditOwnership = async (
  table: Table,
  ref: AccountRef,
  isAtRest: (happened: { at: string }) => boolean,
): Promise<Finding[]> => {
  const found = await differences(table, ref, isAtRest);
  if (found.length === 0) return [];
  const still = new Set((await differences(table, ref, isAtRest)).map(({ purchaseId }) => purchaseId));
  return found
    .filter(({ purchaseId }) => still.has(purchaseId))
    .map(({ entry }) => ({ code: 'ownership_differs', entry }));
};

const differences = async (
  table: Table,
  ref: AccountRef,
  isAtRest: (happened: { at: string }) => boolean,
): Promise<Difference[]> => {
  const purchases = await everyItem(table, { partition: purchasesPartition(ref), item: purchaseItem });
  const ownerships = await everyItem(table, { partition: ownershipsPartition(ref), item: ownershipItem });
  const owned = ownerships.flatMap(({ variants }) => Object.values(variants));
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
