import type { AccountRef } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { downloadItem, ownershipItem, type Ownership } from '../table/items/ownership.ts';
import { productItem, type Product } from '../table/items/product.ts';
import { downloadsPartition, ownershipsPartition, productKey } from '../table/keys.ts';
import { listPage, type Page, type PageRequest } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { decodeListed } from '../table/table.ts';

/** What is owned of a product, beside what the catalogue says of it now, if it still does. */
export type OwnedProduct = { ownership: Ownership; product: Product | undefined };

export const libraryOf = async (
  { table }: Ledger,
  ref: AccountRef,
  range: PageRequest,
): Promise<Result<Page<OwnedProduct>, { code: 'invalid_cursor' }>> => {
  const page = await listPage(table, {
    partition: ownershipsPartition(ref),
    item: ownershipItem,
    ...range,
  });
  if (!page.ok) return page;
  const owned = page.value.items.filter(({ variants }) => Object.keys(variants).length > 0);
  const keyOf = ({ productId }: Ownership) => productKey(ref.agency, productId);
  const read = await readTogether(table, owned.map(keyOf));
  const items = owned.map((ownership) => ({
    ownership,
    product: decodeListed(productItem, read(keyOf(ownership))),
  }));
  return ok({ items, cursor: page.value.cursor });
};

/** What an account has downloaded, newest first. */
export const downloadsOf = ({ table }: Ledger, ref: AccountRef, range: PageRequest) =>
  listPage(table, { partition: downloadsPartition(ref), item: downloadItem, newestFirst: true, ...range });
