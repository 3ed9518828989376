import type { DailyUsage, DailyUsagePage } from '@scrip/client';

/** Pages that are read for one month: each is up to 1,000 minutes with usage. */
const MAX_PAGES = 50;

/** A month or a time in it; with neither, the present one. */
export type AskedMonth = { month?: string; at?: string };

export type MonthQuery = AskedMonth & { cursor?: string | undefined };

export type ReadPage = (query: MonthQuery, signal: AbortSignal) => Promise<DailyUsagePage>;

/**
 * What was used in a month of the agency's time zone.
 * @property isWhole whether that is all of it
 */
export type MonthOfUsage = { month: string; timeZone: string; days: DailyUsage[]; isWhole: boolean };

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

export const byMeter = ({ days }: Pick<MonthOfUsage, 'days'>): DailyUsage[] =>
  added(days, ({ meter }) => meter);

/** Reads a month page by page. A day may go on in the next page. */
export const readMonth = async (
  read: ReadPage,
  asked: AskedMonth,
  signal: AbortSignal,
): Promise<MonthOfUsage> => {
  const first = await read(asked, signal);
  const { month, timeZone } = first;
  const items = [...first.items];
  let cursor = first.cursor ?? undefined;
  for (let pages = 1; cursor !== undefined && pages < MAX_PAGES; pages += 1) {
    const page = await read({ month, cursor }, signal);
    items.push(...page.items);
    cursor = page.cursor ?? undefined;
  }
  return {
    month,
    timeZone,
    days: added(items, ({ day, meter }) => JSON.stringify([day, meter])),
    isWhole: cursor === undefined,
  };
};
