import { ownershipFrom } from '../../shared/store/ownership.ts';
import { productFrom } from '../../shared/store/product.ts';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { storeRoutes } from '../../shared/http/routes/store.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { accountKey, ownershipKey, productKey, settingsKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { viewOf, visitorOf } from './product-view.ts';

export const getProduct =
  ({ table, now }: Ledger): Handler<typeof storeRoutes.getProduct> =>
  async ({ caller, params: { productId } }) => {
    const read = await readTogether(table, [
      accountKey(caller),
      settingsKey(caller.agency),
      productKey(caller.agency, productId),
      ownershipKey(caller, productId),
    ]);
    const settings = settingsFrom(read, caller.agency);
    const product = productFrom(read, caller.agency, productId);
    const ownership = ownershipFrom(read, caller, productId);
    if (!settings || !product) return problem('not_found');
    const isOwned = Object.keys(ownership.variants).length > 0;
    if (!product.onSale && !isOwned) return problem('not_found');
    const visitor = visitorOf(settings, caller, read, now());
    return { status: 200, body: viewOf(product, ownership, visitor) };
  };
