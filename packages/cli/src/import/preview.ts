import { createAdjustment, type Client } from '@scrip/client';
import * as z from 'zod';
import { failureOf, type Failure } from '../failure.ts';
import { adjustmentOf, type Movement } from './movements.ts';

const posted = z.object({ entry: z.object({ number: z.number(), at: z.string() }) });

/** What a line would come to. The API says it by a dry run under the line's own key: nothing is written. */
export type Preview =
  | { outcome: 'new'; balanceBefore: number }
  /** It was imported before: this is its entry. */
  | { outcome: 'done'; number: number; at: string }
  | { outcome: 'refused'; failure: Failure };

export const preview = async (client: Client<'agency'>, moved: Movement): Promise<Preview> => {
  const result = await client.dryRun(
    createAdjustment,
    { params: { accountId: moved.account }, body: adjustmentOf(moved) },
    { idempotencyKey: moved.key },
  );
  if (!result.ok) return { outcome: 'refused', failure: refusalOf(result) };
  // A key that was used before is answered with what it did then.
  if (result.status === 201) return { outcome: 'done', ...posted.parse(result.value).entry };
  return { outcome: 'new', balanceBefore: result.value.balance - moved.amount };
};

/** What concerns every line, such as a credential or a connection, is not about this one. */
const EVERY_LINE = new Set([
  'unauthorized',
  'missing_scope',
  'forbidden',
  'not_found',
  'rate_limited',
  'busy',
  'upgrading',
  'network_error',
  'aborted',
  'unexpected_answer',
  'internal_error',
]);

/** Why the API refuses this line. Throws what concerns every line. */
export const refusalOf = (refused: { failure: { code: string }; orThrow: () => never }): Failure => {
  if (EVERY_LINE.has(refused.failure.code)) return refused.orThrow();
  try {
    return refused.orThrow();
  } catch (error) {
    return failureOf(error).failure;
  }
};
