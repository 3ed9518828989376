import type { AgencyId } from '../kernel/ids.ts';
import { settingsFrom } from '../agency/settings.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { packageItem, type Package } from '../table/items/package.ts';
import type { Settings } from '../table/items/settings.ts';
import { packagesPartition, settingsKey } from '../table/keys.ts';
import { listPage, type Page, type PageRequest } from '../table/list.ts';
import { readTogether } from '../table/read.ts';

/** The packages on sale, and the agency's settings: one Query and one BatchGet, at the same time. */
export const packagesOnSale = async (
  { table }: Ledger,
  agency: AgencyId,
  range: PageRequest,
): Promise<Result<{ page: Page<Package>; settings: Settings }, { code: 'not_found' | 'invalid_cursor' }>> => {
  const [read, page] = await Promise.all([
    readTogether(table, [settingsKey(agency)]),
    listPage(table, {
      partition: packagesPartition(agency),
      item: packageItem,
      where: { onSale: true },
      ...range,
    }),
  ]);
  const settings = settingsFrom(read, agency);
  if (!settings) return err({ code: 'not_found' });
  return page.ok ? ok({ page: page.value, settings }) : page;
};
