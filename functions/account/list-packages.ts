import { settingsFrom } from '../../shared/agency/settings.ts';
import { notBegun, problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { accountRoutes } from '../../shared/http/routes/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { packageItem } from '../../shared/table/items/package.ts';
import { packagesPartition, settingsKey } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { readTogether } from '../../shared/table/read.ts';

export const listPackages =
  ({ table }: Ledger): Handler<typeof accountRoutes.listPackages> =>
  async ({ caller: { agency }, query }) => {
    const [read, page] = await Promise.all([
      readTogether(table, [settingsKey(agency)]),
      listPage(table, {
        partition: packagesPartition(agency),
        item: packageItem,
        where: { onSale: true },
        ...query,
      }),
    ]);
    const settings = settingsFrom(read, agency);
    if (!settings) return notBegun;
    if (!page.ok) return problem('invalid_cursor');
    const { customAmount, currency } = settings;
    return {
      status: 200,
      body: { ...page.value, customAmount: customAmount ? { ...customAmount, currency } : null },
    };
  };
