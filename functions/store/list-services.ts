import { settingsFrom } from '../../shared/agency/settings.ts';
import { notBegun, problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { serviceItem } from '../../shared/table/items/service.ts';
import { accountKey, servicesPartition, settingsKey } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { readTogether } from '../../shared/table/read.ts';
import { serviceViews } from './service-view.ts';

export const listServices =
  ({ table, now }: Ledger): Handler<typeof serviceRoutes.listServices> =>
  async ({ caller, query }) => {
    const [read, page] = await Promise.all([
      readTogether(table, [accountKey(caller), settingsKey(caller.agency)]),
      listPage(table, {
        partition: servicesPartition(caller.agency),
        item: serviceItem,
        where: { onSale: true },
        ...query,
      }),
    ]);
    const settings = settingsFrom(read, caller.agency);
    if (!settings) return notBegun;
    if (!page.ok) return problem('invalid_cursor');
    const { items, cursor } = page.value;
    return { status: 200, body: { items: items.map(serviceViews(settings, caller, read, now())), cursor } };
  };
