import type * as z from 'zod';
import type { giftView } from '../http/routes/store/gifts.ts';
import { instant } from '../kernel/clock.ts';
import { statusOf } from '../store/gift.ts';
import type { Gift } from '../table/items/gift.ts';

/**
 * A gift, for who gave it.
 * @param spender whose session asks: it sees no code that somebody else gave
 * @param now milliseconds since the epoch
 */
export const viewOf = (
  { id, amount, code, hint, note, createdAt, expiresAt, ended, spender: giver }: Gift,
  spender: string | undefined,
  now: number,
): z.input<typeof giftView> => {
  const status = statusOf({ expiresAt, ...(ended && { ended }) }, instant(now));
  const isSeen = status === 'open' && (spender === undefined || spender === giver);
  return {
    id,
    status,
    amount,
    code: isSeen ? code : undefined,
    hint,
    note,
    createdAt,
    expiresAt,
    endedAt: ended?.at,
    credits: ended?.credits,
  };
};
