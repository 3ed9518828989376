import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { libraryRoutes } from '../../shared/http/routes/store/library.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { downloadItem } from '../../shared/table/items/ownership.ts';
import { downloadsPartition } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';

export const listDownloads =
  ({ table }: Ledger): Handler<typeof libraryRoutes.listDownloads> =>
  async ({ caller, query }) => {
    const page = await listPage(table, {
      partition: downloadsPartition(caller),
      item: downloadItem,
      newestFirst: true,
      ...query,
    });
    if (!page.ok) return problem('invalid_cursor');
    const { items, cursor } = page.value;
    return {
      status: 200,
      body: { items: items.map(({ release, ...it }) => ({ ...it, version: release })), cursor },
    };
  };
