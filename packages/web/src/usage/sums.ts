import type { DailyUsage, DailyUsagePage } from '@scrip/client';

/** Pages that are read for one month: each is up to 1,000 minutes with usage. */
const MAX_PAGES = 50;

export type MonthQuery = { month: string; cursor?: string | undefined };

export type ReadPage = (query: MonthQuery, signal: AbortSignal) => Promise<DailyUsagePage>;

/** What was used in a month. @property isWhole whether that is all of it */
export type MonthOfUsage = { days: DailyUsage[]; isWhole: boolean };

type Total = DailyUsage['quantity'];

const plus = (one: Total, other: Total): string => String(BigInt(one) + BigInt(other));

/** Adds up lines that are alike. @param keyOf what alike ones have in common */
const added = (items: readonly DailyUsage[], keyOf: (item: DailyUsage) => string): DailyUsage[] => {
  const sums = new Map<string, DailyUsage>();
  for (const item of items) {
    const before = sums.get(keyOf(item));
    sums.set(
      keyOf(item),
      before
        ? {
            ...before,
            events: before.events + item.events,
            quantity: plus(before.quantity, item.quantity),
            credits: plus(before.credits, item.credits),
            refused: plus(before.refused, item.refused),
          }
        : item,
    );
  }
  return [...sums.values()];
};

export const byMeter = ({ days }: MonthOfUsage): DailyUsage[] => added(days, ({ meter }) => meter);

/** Reads a month page by page. A day may go on in the next page. */
export const readMonth = async (
  read: ReadPage,
  month: string,
  signal: AbortSignal,
): Promise<MonthOfUsage> => {
  const items: DailyUsage[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = await read({ month, cursor }, signal);
    items.push(...page.items);
    cursor = page.cursor ?? undefined;
    pages += 1;
  } while (cursor !== undefined && pages < MAX_PAGES);
  return {
    days: added(items, ({ day, meter }) => JSON.stringify([day, meter])),
    isWhole: cursor === undefined,
  };
};
