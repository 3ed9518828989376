import type { AccountRef } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import { readableAccount } from '../ledger/account.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { listOfAny } from '../ledger/of-any.ts';
import { downloadItem, ownershipItem, type Ownership } from '../table/items/ownership.ts';
import { productItem, type Product } from '../table/items/product.ts';
import { accountKey, downloadsPartition, ownershipsPartition, productKey } from '../table/keys.ts';
import { listPage, type Page, type PageRequest } from '../table/list.ts';
import { BATCH, readTogether } from '../table/read.ts';
import { decodeListed } from '../table/table.ts';
import { purchasesBehind } from './ownership.ts';
import { unpaidPurchases } from './unpaid.ts';

/** What is owned of a product, beside what the catalogue says of it now, if it still does. */
export type OwnedProduct = {
  ownership: Ownership;
  product: Product | undefined;
  /** Purchases whose payment was taken back, while the account owes it. */
  unpaid: ReadonlySet<string>;
};

/** With the account, what one BatchGet takes. */
const MAX_PAGE_ITEMS = BATCH - 1;

export const libraryOf = async (
  { table }: Ledger,
  ref: AccountRef,
  range: PageRequest,
): Promise<Result<Page<OwnedProduct>, { code: 'invalid_cursor' }>> => {
  const page = await listPage(table, {
    partition: ownershipsPartition(ref),
    item: ownershipItem,
    ...range,
    limit: Math.min(range.limit, MAX_PAGE_ITEMS),
  });
  if (!page.ok) return page;
  const owned = page.value.items.filter(({ variants }) => Object.keys(variants).length > 0);
  const keyOf = ({ productId }: Ownership) => productKey(ref.agency, productId);
  if (owned.length === 0) return ok({ items: [], cursor: page.value.cursor });
  const read = await readTogether(table, [accountKey(ref), ...owned.map(keyOf)]);
  // Where the account can't be read, the list is shown; a download reads it again, and refuses.
  const account = readableAccount(ref, read(accountKey(ref)), 'thrown');
  const purchases = owned.flatMap(({ variants }) => Object.values(variants).flatMap(purchasesBehind));
  const unpaid = account ? await unpaidPurchases(table, account, purchases) : new Set<string>();
  const items = owned.map((ownership) => ({
    ownership,
    product: decodeListed(productItem, read(keyOf(ownership))),
    unpaid,
  }));
  return ok({ items, cursor: page.value.cursor });
};

/** What an account and those that merged into it have downloaded, newest first. */
export const downloadsOf = ({ table }: Ledger, ref: AccountRef, range: PageRequest) =>
  listOfAny(table, ref, downloadsPartition, { item: downloadItem, newestFirst: true, ...range });
