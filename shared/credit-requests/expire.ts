import type { AgencyId } from '../kernel/ids.ts';
import { instant } from '../kernel/clock.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { putGuarded } from '../table/guarded.ts';
import { creditRequestItem } from '../table/items/credit-request.ts';
import { creditRequestsList } from '../table/keys.ts';
import { allItems } from '../table/list.ts';
import { asOf } from './advance.ts';
import { creditRequestWrite } from './begin.ts';

/** Milliseconds: a page and its writes. */
const TIME_PER_REQUEST_MS = 5000;

export type ExpiryCounts = { expired: number; reminded: number };

/**
 * Rejects an agency's requests that are past their date. Marks those that have waited for long as reminded, once each;
 * the publisher turns that mark into an event. A request that another write changed first, or for which there is no
 * time left, is left to the next run.
 * @param timeLeft milliseconds until the run is cut off
 */
export const expireCreditRequests = async (
  { table, now }: Ledger,
  agency: AgencyId,
  timeLeft: () => number,
): Promise<ExpiryCounts> => {
  const counts: ExpiryCounts = { expired: 0, reminded: 0 };
  const at = instant(now());
  const pending = allItems(table, {
    partition: creditRequestsList(agency, 'pending'),
    inIndex: true,
    item: creditRequestItem,
  });
  for await (const request of pending) {
    if (timeLeft() < TIME_PER_REQUEST_MS) break;
    const current = asOf(request, at);
    if (current.status !== 'pending') {
      if (await putGuarded(table, creditRequestWrite(current))) counts.expired += 1;
    } else if (request.remindedAt === undefined && request.remindAt <= at) {
      if (await putGuarded(table, creditRequestWrite({ ...request, remindedAt: at }))) counts.reminded += 1;
    }
  }
  return counts;
};
