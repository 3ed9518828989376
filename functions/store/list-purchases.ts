import { ownershipFrom } from '../../shared/store/ownership.ts';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { storeRoutes } from '../../shared/http/routes/store.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { purchaseItem } from '../../shared/table/items/purchase.ts';
import { ownershipKey, purchasesPartition, settingsKey } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { BATCH, readTogether } from '../../shared/table/read.ts';
import { viewOf } from './purchase-view.ts';

/** With the settings, what one BatchGet takes. */
const LONGEST_PAGE = BATCH - 1;

export const listPurchases =
  ({ table, now }: Ledger): Handler<typeof storeRoutes.listPurchases> =>
  async ({ caller, query }) => {
    const page = await listPage(table, {
      partition: purchasesPartition(caller),
      item: purchaseItem,
      newestFirst: true,
      ...query,
      limit: Math.min(query.limit, LONGEST_PAGE),
    });
    if (!page.ok) return problem('invalid_cursor');
    const { items, cursor } = page.value;
    const read = await readTogether(table, [
      settingsKey(caller.agency),
      ...items.map(({ productId }) => ownershipKey(caller, productId)),
    ]);
    const settings = settingsFrom(read, caller.agency);
    const views = items.map((purchase) =>
      viewOf(purchase, settings, ownershipFrom(read, caller, purchase.productId), now()),
    );
    return { status: 200, body: { items: views, cursor } };
  };
