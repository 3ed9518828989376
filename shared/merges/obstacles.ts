import type { AccountRef } from '../kernel/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { mattersOf } from '../privacy/open-matters.ts';
import { accountAllowancesItem } from '../table/items/allowance.ts';
import type { MergeObstacle } from '../table/items/merge-obstacle.ts';
import { ownershipItem } from '../table/items/ownership.ts';
import { redemptionItem } from '../table/items/promo-code.ts';
import { idIndexItem } from '../table/items/id-index.ts';
import {
  accountAllowancesKey,
  ownershipsPartition,
  redemptionsPartition,
  spenderIndexKey,
} from '../table/keys.ts';
import { everyItem } from '../table/list.ts';
import { readOne } from '../table/read.ts';

/** Records that stay with an account which merges, and that its customer would miss: each kind that it has any of. */
export const obstaclesOf = async (ledger: Ledger, ref: AccountRef): Promise<MergeObstacle[]> => {
  const { table } = ledger;
  const [matters, owned, redemptions, spenders, allowances] = await Promise.all([
    mattersOf(ledger, ref),
    everyItem(table, { partition: ownershipsPartition(ref), item: ownershipItem }),
    everyItem(table, { partition: redemptionsPartition(ref), item: redemptionItem }),
    readOne(table, spenderIndexKey(ref), idIndexItem),
    readOne(table, accountAllowancesKey(ref), accountAllowancesItem),
  ]);
  const open = new Set<string>(matters.open);
  return [
    ...OPEN.filter((matter) => open.has(matter)),
    ...(spenders && spenders.ids.length > 0 ? ['spenders' as const] : []),
    ...(allowances && allowances.allowances.length > 0 ? ['allowances' as const] : []),
    ...(owned.some(({ variants }) => Object.keys(variants).length > 0) ? ['library' as const] : []),
    ...(redemptions.length > 0 ? ['redemptions' as const] : []),
  ];
};

/** Open checkouts, refunds and disputes follow. */
const OPEN = ['credit_requests', 'orders', 'invoices', 'holds', 'gifts'] as const;
