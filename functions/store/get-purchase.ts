import { ownershipFrom } from '../../shared/store/ownership.ts';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { storeRoutes } from '../../shared/http/routes/store.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { purchaseItem } from '../../shared/table/items/purchase.ts';
import { ownershipKey, purchaseKey, settingsKey } from '../../shared/table/keys.ts';
import { readOne, readTogether } from '../../shared/table/read.ts';
import { viewOf } from './purchase-view.ts';

export const getPurchase =
  ({ table, now }: Ledger): Handler<typeof storeRoutes.getPurchase> =>
  async ({ caller, params: { purchaseId } }) => {
    const key = purchaseKey(caller, purchaseId);
    const purchase = await readOne(table, key, purchaseItem);
    if (!purchase) return problem('not_found');
    const { productId } = purchase;
    const read = await readTogether(table, [settingsKey(caller.agency), ownershipKey(caller, productId)]);
    const settings = settingsFrom(read, caller.agency);
    const ownership = ownershipFrom(read, caller, productId);
    return { status: 200, body: viewOf(purchase, settings, ownership, now()) };
  };
