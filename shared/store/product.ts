import type { AccountRef, AgencyId } from '../kernel/ids.ts';
import type { Purpose } from '../ledger/purpose.ts';
import type { Guarded } from '../table/guarded.ts';
import type { Ownership } from '../table/items/ownership.ts';
import { productItem, type Product, type Variant } from '../table/items/product.ts';
import { productKey, productListKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { ownedVariant } from './ownership.ts';
import { isEligible, isReserved, type Buyer } from './price.ts';

export type OwningReason = 'product_not_available' | 'not_eligible' | 'already_owned';

/** What a purchase of a product spends credits on. */
export const purposeOf = (product: string, category: string | undefined): Purpose => ({
  product,
  ...(category !== undefined && { categories: [category] }),
});

/** @returns undefined where the agency has no such product */
export const productFrom = (read: Read, agency: AgencyId, id: string): Product | undefined =>
  decode(productItem, read(productKey(agency, id)));

/** The write of a product as it was read and changed: its version is the one read. */
export const productWrite = (product: Product): Guarded => ({
  key: productKey(product.agency, product.id),
  list: productListKey(product.agency, product),
  schema: productItem,
  item: product,
  version: product.version,
});

/** Whether an account may know of a product: it is on sale and not reserved for others, or the account owns some of it. */
export const isVisible = (
  { onSale, eligibility }: Product,
  ref: AccountRef,
  { variants }: Ownership,
): boolean => (onSale && !isReserved(eligibility, ref)) || Object.keys(variants).length > 0;

/** @returns the variant of that id, or the only one there is where none is named */
export const variantOf = ({ variants }: Product, id: string | undefined): Variant | undefined =>
  id === undefined && variants.length === 1 ? variants[0] : variants.find((variant) => variant.id === id);

/**
 * @param variantId undefined where none is chosen yet
 * @returns every reason why an account can't come to own this variant, whatever it costs
 */
export const whyNotOwn = (
  { onSale, eligibility }: Product,
  variantId: string | undefined,
  buyer: Buyer,
  ownership: Ownership,
): OwningReason[] => [
  ...(onSale ? [] : ['product_not_available' as const]),
  ...(isEligible(eligibility, buyer) ? [] : ['not_eligible' as const]),
  ...(variantId !== undefined && ownedVariant(ownership, variantId) ? ['already_owned' as const] : []),
];
