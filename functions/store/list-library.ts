import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { libraryRoutes } from '../../shared/http/routes/store/library.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { ownershipItem } from '../../shared/table/items/ownership.ts';
import { productItem } from '../../shared/table/items/product.ts';
import { ownershipsPartition, productKey } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import { viewOf } from './library-view.ts';

export const listLibrary =
  ({ table }: Ledger): Handler<typeof libraryRoutes.listLibrary> =>
  async ({ caller, query }) => {
    const page = await listPage(table, {
      partition: ownershipsPartition(caller),
      item: ownershipItem,
      ...query,
    });
    if (!page.ok) return problem('invalid_cursor');
    const owned = page.value.items.filter(({ variants }) => Object.keys(variants).length > 0);
    const keyOf = (productId: string) => productKey(caller.agency, productId);
    const read = await readTogether(
      table,
      owned.map(({ productId }) => keyOf(productId)),
    );
    const items = owned.map((ownership) =>
      viewOf(ownership, decode(productItem, read(keyOf(ownership.productId)))),
    );
    return { status: 200, body: { items, cursor: page.value.cursor } };
  };
