import { cut, DEFAULT_ZONE, type Grain, type Period } from '../kernel/days.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { figuresItem, type Figures } from '../table/items/figures.ts';
import { liabilityItem } from '../table/items/liability.ts';
import { figuresPartition, liabilityKey, settingsKey } from '../table/keys.ts';
import { allItems } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { settingsFrom } from './settings.ts';
import { outstandingOf, sumOf, type PeriodFigures } from './sum-figures.ts';

/** Items that one Query reads: about a megabyte. */
const DAYS_PER_QUERY = 3000;

/**
 * What moved in an agency's accounts, period by period, and what was outstanding at the end of each. Reads the days from the
 * first to the newest there is: one Query for 3,000 days.
 */
export const readFigures = async (
  { table }: Ledger,
  agency: AgencyId,
  { by, ...asked }: Period & { by: Grain },
): Promise<Result<{ timeZone: string; items: PeriodFigures[] }, { code: 'not_found' }>> => {
  const days: Figures[] = [];
  const partition = figuresPartition(agency);
  for await (const day of allItems(table, { partition, item: figuresItem, from: asked.from }, DAYS_PER_QUERY))
    days.push(day);
  const read = await readTogether(table, [settingsKey(agency), liabilityKey(agency)]);
  const settings = settingsFrom(read, agency);
  if (!settings) return err({ code: 'not_found' });
  const now = outstandingOf(decode(liabilityItem, read(liabilityKey(agency))));
  const items = cut(asked, by).map((period) => ({ ...period, ...sumOf(days, period, now) }));
  return ok({ timeZone: settings.timeZone ?? DEFAULT_ZONE, items });
};
