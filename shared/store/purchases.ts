import { settingsFrom } from '../agency/settings.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { listOfAny, readOfAny } from '../ledger/of-any.ts';
import type { Ownership } from '../table/items/ownership.ts';
import { purchaseItem, type Purchase } from '../table/items/purchase.ts';
import type { Settings } from '../table/items/settings.ts';
import { ownershipKey, purchaseKey, purchasesPartition, settingsKey } from '../table/keys.ts';
import type { Page, PageRequest } from '../table/list.ts';
import { BATCH, readTogether } from '../table/read.ts';
import { listedOwnership } from './ownership.ts';

/** A purchase beside what says whether it may be given back. */
export type PurchaseOnView = { purchase: Purchase; settings: Settings | undefined; ownership: Ownership };

/** With the settings, what one BatchGet takes. */
const MAX_PAGE_ITEMS = BATCH - 1;

/** The purchases of an account and of those that merged into it, newest first: one Query and two BatchGets. */
export const purchasesOf = async (
  { table }: Ledger,
  ref: AccountRef,
  range: PageRequest,
): Promise<Result<Page<PurchaseOnView>, { code: 'invalid_cursor' }>> => {
  const page = await listOfAny(table, ref, purchasesPartition, {
    item: purchaseItem,
    newestFirst: true,
    ...range,
    limit: Math.min(range.limit, MAX_PAGE_ITEMS),
  });
  if (!page.ok) return page;
  const { items, cursor } = page.value;
  return ok({ items: await onView({ table }, ref, items), cursor });
};

/** @returns undefined for what is no purchase of this account, nor of one that merged into it */
export const purchaseOf = async (
  { table }: Ledger,
  ref: AccountRef,
  id: string,
): Promise<PurchaseOnView | undefined> => {
  const purchase = await readOfAny(table, ref, (one) => purchaseKey(one, id), purchaseItem);
  const [shown] = purchase ? await onView({ table }, ref, [purchase]) : [];
  return shown;
};

const onView = async (
  { table }: Pick<Ledger, 'table'>,
  ref: AccountRef,
  purchases: readonly Purchase[],
): Promise<PurchaseOnView[]> => {
  const read = await readTogether(table, [
    settingsKey(ref.agency),
    ...purchases.map(({ productId }) => ownershipKey(ref, productId)),
  ]);
  const settings = settingsFrom(read, ref.agency);
  return purchases.flatMap((purchase) => {
    const ownership = listedOwnership(read, ref, purchase.productId);
    return ownership ? [{ purchase, settings, ownership }] : [];
  });
};
