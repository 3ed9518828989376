import * as z from 'zod';
import { expireCreditRequests } from '../../shared/credit-requests/expire.ts';
import type { AgencyId } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import type { ErasureParts } from '../../shared/privacy/erase-steps.ts';
import { continueUnfinished } from './continue-unfinished.ts';
import { expireGifts } from '../../shared/store/expire-gifts.ts';
import { expireLots } from './expire-lots.ts';
import { postDueAllowances } from './post-allowances.ts';

export const sweptTurn = z.object({ isCut: z.boolean() });

export type SweptTurn = z.infer<typeof sweptTurn>;

/** With less left (milliseconds), its parts begin no page. */
const MIN_TIME_MS = 30_000;

/**
 * Posts an agency's allowances that are due, and what has expired, credits, gifts and requests, reminds of requests that
 * wait, and goes on with merges and erasures.
 * @param timeLeft milliseconds until the turn is over
 */
export const sweepAgency = async (
  parts: ErasureParts,
  agency: AgencyId,
  timeLeft: () => number,
): Promise<SweptTurn> => {
  const { ledger } = parts;
  await postDueAllowances(ledger, agency, timeLeft);
  await expireLots(ledger, agency, timeLeft);
  await expireGifts(ledger, agency, timeLeft);
  const counts = await expireCreditRequests(ledger, agency, timeLeft);
  await continueUnfinished(parts, agency, timeLeft);
  log.info('agency swept', { agency, ...counts });
  return { isCut: timeLeft() < MIN_TIME_MS };
};
