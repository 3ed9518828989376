import { statusOf } from '../holds/hold.ts';
import { instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { holdItem } from '../table/items/hold.ts';
import type { MergeObstacle } from '../table/items/merge-obstacle.ts';
import { holdsPartition } from '../table/keys.ts';
import { everyItem } from '../table/list.ts';

/** Credits that an account holds, for orders or otherwise: they stay with it, and its customer would miss them. */
export const heldBy = async ({ table, now }: Ledger, ref: AccountRef): Promise<MergeObstacle[]> => {
  const holds = await everyItem(table, { partition: holdsPartition(ref), item: holdItem });
  const at = instant(now());
  const open = holds.filter((hold) => statusOf(hold, at) === 'open');
  return [
    ...(open.some(({ madeBy }) => madeBy === 'order') ? ['orders' as const] : []),
    ...(open.some(({ madeBy }) => madeBy !== 'order') ? ['holds' as const] : []),
  ];
};
