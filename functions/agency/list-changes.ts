import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { changeItem } from '../../shared/table/items/change.ts';
import { changesPartition } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { changeViewOf } from './change-view.ts';

export const listChanges =
  ({ table }: Ledger): Handler<typeof agencyRoutes.listChanges> =>
  async ({ caller: { agency }, query: { kind, recordId, ...range } }) => {
    const page = await listPage(table, {
      partition: changesPartition(agency),
      item: changeItem,
      newestFirst: true,
      where: { kind, recordId },
      ...range,
    });
    if (!page.ok) return problem('invalid_cursor');
    const { items, cursor } = page.value;
    return { status: 200, body: { items: items.map(changeViewOf), cursor } };
  };
