import type { AccountRef } from '../kernel/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { mattersOf } from '../privacy/open-matters.ts';
import { accountAllowancesItem } from '../table/items/allowance.ts';
import type { MergeObstacle } from '../table/items/merge-obstacle.ts';
import { idIndexItem } from '../table/items/id-index.ts';
import { accountAllowancesKey, spenderIndexKey } from '../table/keys.ts';
import { readOne } from '../table/read.ts';

/** Records that stay with an account which merges, and that its customer would miss: each kind that it has any of. */
export const obstaclesOf = async (ledger: Ledger, ref: AccountRef): Promise<MergeObstacle[]> => {
  const { table } = ledger;
  const [matters, spenders, allowances] = await Promise.all([
    mattersOf(ledger, ref),
    readOne(table, spenderIndexKey(ref), idIndexItem),
    readOne(table, accountAllowancesKey(ref), accountAllowancesItem),
  ]);
  const open = new Set<string>(matters.open);
  return [
    ...OPEN.filter((matter) => open.has(matter)),
    ...(spenders && spenders.ids.length > 0 ? ['spenders' as const] : []),
    ...(allowances && allowances.allowances.length > 0 ? ['allowances' as const] : []),
  ];
};

/** Open checkouts, refunds and disputes follow; invoices and credit requests move. */
const OPEN = ['orders', 'holds', 'gifts'] as const;
