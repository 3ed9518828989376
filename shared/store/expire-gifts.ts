import { instant } from '../kernel/clock.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { log } from '../kernel/log.ts';
import { count } from '../kernel/metrics.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { giftCodeItem } from '../table/items/gift.ts';
import { giftsDueList } from '../table/keys.ts';
import { allItems } from '../table/list.ts';
import { settleGift } from './end-gift.ts';

/** Milliseconds: a page and its writes. */
const TIME_PER_GIFT_MS = 5000;

/**
 * Gives back an agency's gifts that are past their time, and passes on what came to one after its end. One gift's trouble is
 * its own: it is counted, and the next run tries again.
 * @param timeLeft milliseconds until the run is cut off
 */
export const expireGifts = async (
  ledger: Ledger,
  agency: AgencyId,
  timeLeft: () => number,
): Promise<void> => {
  const to = instant(ledger.now());
  const due = allItems(ledger.table, {
    partition: giftsDueList(agency),
    inIndex: true,
    item: giftCodeItem,
    to,
  });
  for await (const { id } of due) {
    if (timeLeft() < TIME_PER_GIFT_MS) return;
    try {
      const settled = await settleGift(ledger, agency, id);
      if (!settled.ok) throw new Error(settled.error.code);
    } catch (error) {
      log.error('gift not given back', { agency, gift: id, error });
      count('SweeperFailures');
    }
  }
};
