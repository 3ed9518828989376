import * as z from 'zod';

/** What keeps an account from merging into another one. */
export const mergeObstacle = z
  .enum(['orders', 'holds', 'spenders', 'erasure', 'merged_accounts', 'merge_limit'])
  .meta({ id: 'MergeObstacle' });

export type MergeObstacle = z.infer<typeof mergeObstacle>;
