import { ownershipWrite } from '../../shared/catalog/ownership.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { ownershipItem, type Ownership } from '../../shared/table/items/ownership.ts';
import type { Product, Variant } from '../../shared/table/items/product.ts';
import { ownershipKey, productKey, productListKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';

/** A variant whose release lies in the stack's bucket. */
export const someVariant = (more: Partial<Variant> = {}): Variant => ({
  id: 'standard',
  name: 'Standard',
  price: 40,
  release: { version: '1.0', file: { object: 'house/1.0/house.zip' } },
  ...more,
});

export const someProduct = (agency: string, more: Partial<Product> = {}): Product => ({
  agency,
  id: 'house',
  version: 0,
  name: 'Town House',
  variants: [someVariant()],
  promotions: [],
  onSale: true,
  ...more,
});

/** Writes a product over the one that was read, or anew. */
export const putProduct = async ({ table }: Ledger, item: Product): Promise<void> => {
  const { agency, id, version } = item;
  await putGuarded(table, { key: productKey(agency, id), list: productListKey(agency, item), item, version });
};

/** The account owns these variants from now on, and no others. */
export const own = async (
  { table }: Ledger,
  ref: AccountRef,
  productId: string,
  variants: readonly string[] = ['standard'],
): Promise<void> => {
  const { version = 0 } = (await readOne(table, ownershipKey(ref, productId), ownershipItem)) ?? {};
  const owned: Ownership['variants'] = Object.fromEntries(
    variants.map((id) => [id, { purchaseId: `pur_${id}`, since: instant(Date.parse('2026-03-01')) }]),
  );
  await putGuarded(table, ownershipWrite(ref, { productId, version, variants: owned }));
};
