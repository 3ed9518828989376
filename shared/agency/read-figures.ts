import { cut, DEFAULT_ZONE, type Grain, type Period } from '../kernel/days.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { liabilityItem } from '../table/items/liability.ts';
import { liabilityKey, settingsKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { readDays } from './read-days.ts';
import { settingsFrom } from './settings.ts';
import { outstandingOf, sumOf, type PeriodFigures } from './sum-figures.ts';

/**
 * What moved in an agency's accounts, period by period, and what was outstanding at the end of each. Reads the days from the
 * first to the newest there is: one Query for each megabyte.
 */
export const readFigures = async (
  { table }: Ledger,
  agency: AgencyId,
  { by, ...asked }: Period & { by: Grain },
): Promise<Result<{ timeZone: string; items: PeriodFigures[] }, { code: 'not_found' }>> => {
  const read = await readTogether(table, [settingsKey(agency), liabilityKey(agency)]);
  const settings = settingsFrom(read, agency);
  if (!settings) return err({ code: 'not_found' });
  const total = decode(liabilityItem, read(liabilityKey(agency)));
  const days = total?.books ? await readDays(table, agency, total.books.id, { from: asked.from }) : [];
  const now = outstandingOf(total);
  const items = cut(asked, by).map((period) => ({ ...period, ...sumOf(days, period, now) }));
  return ok({ timeZone: settings.timeZone ?? DEFAULT_ZONE, items });
};
