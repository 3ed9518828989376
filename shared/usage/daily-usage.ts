import { meters } from '../agency/catalogue.ts';
import { settingsFrom } from '../agency/settings.ts';
import { addCredits, type TotalCredits } from '../kernel/amount.ts';
import { instant } from '../kernel/clock.ts';
import { addMonths, dayAt, DEFAULT_ZONE, monthAt, startOfDay, type Day, type Month } from '../kernel/days.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Cursor } from '../table/cursor.ts';
import { listedUsage, usageFromStore } from '../table/items/usage.ts';
import { settingsKey, usagePartition } from '../table/keys.ts';
import { listPage, type InvalidCursor, type Page } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { decode, type Table } from '../table/table.ts';
import { minuteOf } from './event.ts';

/** Items of about 1 KB. Where they are larger, DynamoDB ends the page at 1 MB. */
const PAGE_ITEMS = 1000;

/**
 * What an account used of a meter on a day.
 * @property quantity the units that were charged, in this many events
 * @property credits the whole credits that these filled up
 * @property refused the units that were not charged
 * @property name of the meter, as its unit; neither where it is deleted
 */
export type DailyUsage = {
  day: Day;
  meter: string;
  name?: string;
  unit?: string;
  events: number;
  quantity: TotalCredits;
  credits: TotalCredits;
  refused: TotalCredits;
};

/** A month or a time in it; with neither, the present one. And where the page before ended. */
type Asked = { month?: Month | undefined; at?: string | undefined; cursor?: Cursor | undefined };

/** Of a month, in the agency's time zone. */
export type DailyUsagePage = Page<DailyUsage> & { month: Month; timeZone: string };

/**
 * A page of what an account used in a month, by day and meter, from the records of its events: one Query of at most 1 MB, and a
 * BatchGet before and after it. The last day of a page may go on in the next one.
 * @param limit items that the Query reads
 */
export const dailyUsage = async (
  { table, now }: Pick<Ledger, 'table' | 'now'>,
  ref: AccountRef,
  { month: named, at, cursor }: Asked,
  limit = PAGE_ITEMS,
): Promise<Result<DailyUsagePage, { code: 'not_found' } | InvalidCursor>> => {
  const settings = settingsFrom(await readTogether(table, [settingsKey(ref.agency)]), ref.agency);
  if (!settings) return err({ code: 'not_found' });
  const { timeZone = DEFAULT_ZONE } = settings;
  const month = named ?? monthAt(timeZone, at === undefined ? now() : Date.parse(at));
  const first = `${month}-01`;
  const beginning = (day: Day): string => minuteOf({ time: instant(startOfDay(timeZone, day)) });
  const page = await listPage(table, {
    partition: usagePartition(ref),
    item: listedUsage,
    limit,
    cursor,
    from: beginning(first),
    to: beginning(addMonths(first, 1)),
  });
  if (!page.ok) return page;
  const sums = new Map<string, DailyUsage>();
  for (const { sk, meters: names, events } of page.value.items) {
    const day = dayAt(timeZone, Date.parse(`${sk.slice(0, MINUTE_LENGTH)}Z`));
    for (const record of events.map(usageFromStore)) {
      const meter = names[record.meter] ?? '';
      const key = JSON.stringify([day, meter]);
      sums.set(key, plus(sums.get(key) ?? { ...NOTHING, day, meter }, record));
    }
  }
  const items = await withNames(table, ref, [...sums.values()]);
  return ok({ month, timeZone, items, cursor: page.value.cursor });
};

const MINUTE_LENGTH = '2026-01-31T09:30'.length;

const NOTHING = { events: 0, quantity: 0, credits: 0, refused: 0 };

const plus = (sum: DailyUsage, { units, credits, refusal }: ReturnType<typeof usageFromStore>): DailyUsage =>
  refusal === undefined
    ? {
        ...sum,
        events: sum.events + 1,
        quantity: addCredits(sum.quantity, units),
        credits: addCredits(sum.credits, credits),
      }
    : { ...sum, refused: addCredits(sum.refused, units) };

/** With the names and units that the meters have now. */
const withNames = async (
  table: Table,
  { agency }: AccountRef,
  sums: readonly DailyUsage[],
): Promise<DailyUsage[]> => {
  const keyOf = ({ meter }: DailyUsage) => meters.key(agency, meter);
  const read = await readTogether(table, sums.map(keyOf));
  return sums.map((sum) => {
    const meter = decode(meters.schema, read(keyOf(sum)));
    return { ...sum, ...(meter && { name: meter.name, unit: meter.unit }) };
  });
};
