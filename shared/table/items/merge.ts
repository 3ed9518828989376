import * as z from 'zod';
import { accountId, agencyId } from '../../kernel/ids.ts';

/** That an account has merged into another one, and what it goes on with has not all moved there yet. */
export const mergeItem = z.object({
  agency: agencyId,
  account: accountId,
  version: z.int().min(0),
  into: accountId,
});

export type UnfinishedMerge = z.infer<typeof mergeItem>;
