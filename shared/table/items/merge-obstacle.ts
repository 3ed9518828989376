import * as z from 'zod';

/** What keeps an account from merging into another one. */
export const mergeObstacle = z
  .enum([
    'credit_requests',
    'orders',
    'invoices',
    'holds',
    'gifts',
    'spenders',
    'allowances',
    'library',
    'redemptions',
    'erasure',
    'merged_accounts',
    'merge_limit',
  ])
  .meta({ id: 'MergeObstacle' });

export type MergeObstacle = z.infer<typeof mergeObstacle>;
