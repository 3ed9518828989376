import { ownershipFrom } from '../../shared/store/ownership.ts';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { notBegun, problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { storeRoutes } from '../../shared/http/routes/store.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { productItem } from '../../shared/table/items/product.ts';
import {
  accountKey,
  categoryRange,
  ownershipKey,
  productsOnSaleList,
  settingsKey,
} from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { BATCH, readTogether } from '../../shared/table/read.ts';
import { viewOf, visitorOf } from './product-view.ts';

/** With the account and the settings, what one BatchGet takes. */
const LONGEST_PAGE = BATCH - 2;

export const listProducts =
  ({ table, now }: Ledger): Handler<typeof storeRoutes.listProducts> =>
  async ({ caller, query: { category, ...range } }) => {
    const page = await listPage(table, {
      partition: productsOnSaleList(caller.agency),
      inIndex: true,
      item: productItem,
      ...range,
      limit: Math.min(range.limit, LONGEST_PAGE),
      ...(category !== undefined && categoryRange(category)),
    });
    if (!page.ok) return problem('invalid_cursor');
    const { items, cursor } = page.value;
    const read = await readTogether(table, [
      accountKey(caller),
      settingsKey(caller.agency),
      ...items.map(({ id }) => ownershipKey(caller, id)),
    ]);
    const settings = settingsFrom(read, caller.agency);
    if (!settings) return notBegun;
    const visitor = visitorOf(settings, caller, read, now());
    const views = items.map((product) => viewOf(product, ownershipFrom(read, caller, product.id), visitor));
    return { status: 200, body: { items: views, cursor } };
  };
