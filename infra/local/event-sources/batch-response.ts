import * as z from 'zod';
import type { Outcome } from '../lambda/outcome.ts';

const partialFailure = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullable();

/**
 * Which items of a batch have to be tried again: all of them when the function failed, or when it names one that was
 * not in the batch, as Lambda has it.
 */
export const failedItems = (
  outcome: Outcome,
  items: readonly string[],
  reportsItemFailures: boolean,
): ReadonlySet<string> => {
  if (outcome.status !== 'ok') return new Set(items);
  if (!reportsItemFailures) return new Set();
  const response = partialFailure.safeParse(JSON.parse(outcome.payload));
  if (!response.success) return new Set(items);
  const failed = (response.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return new Set(failed.every((item) => items.includes(item)) ? failed : items);
};
