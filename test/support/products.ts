import { ownershipWrite } from '../../shared/store/ownership.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { ownershipItem, type Ownership } from '../../shared/table/items/ownership.ts';
import type { Product, Variant } from '../../shared/table/items/product.ts';
import { ownershipKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { someProduct, someVariant } from './catalog.ts';

/** A variant whose release is in the stack's bucket. */
export const someRelease = (more: Partial<Variant> = {}): Variant =>
  someVariant({ release: { version: '1.0', file: { object: 'house/1.0/house.zip' } }, ...more });

/** A product that there is to download. */
export const someHouse = (agency: string, more: Partial<Product> = {}): Product =>
  someProduct(agency, { id: 'house', name: 'Town House', variants: [someRelease()], ...more });

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
