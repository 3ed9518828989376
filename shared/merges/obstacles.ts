import { statusOf } from '../holds/hold.ts';
import { instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { holdItem } from '../table/items/hold.ts';
import { idIndexItem } from '../table/items/id-index.ts';
import type { MergeObstacle } from '../table/items/merge-obstacle.ts';
import { holdsPartition, spenderIndexKey } from '../table/keys.ts';
import { everyItem } from '../table/list.ts';
import { readOne } from '../table/read.ts';

/**
 * What stays with an account which merges, and its customer would miss: credits that it holds, for orders or otherwise, and spenders.
 * All else moves, follows, or goes on where it is.
 */
export const obstaclesOf = async ({ table, now }: Ledger, ref: AccountRef): Promise<MergeObstacle[]> => {
  const [holds, spenders] = await Promise.all([
    everyItem(table, { partition: holdsPartition(ref), item: holdItem }),
    readOne(table, spenderIndexKey(ref), idIndexItem),
  ]);
  const at = instant(now());
  const open = holds.filter((hold) => statusOf(hold, at) === 'open');
  return [
    ...(open.some(({ madeBy }) => madeBy === 'order') ? ['orders' as const] : []),
    ...(open.some(({ madeBy }) => madeBy !== 'order') ? ['holds' as const] : []),
    ...(spenders && spenders.ids.length > 0 ? ['spenders' as const] : []),
  ];
};
