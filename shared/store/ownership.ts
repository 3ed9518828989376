import type { AccountRef } from '../kernel/ids.ts';
import type { Guarded } from '../table/guarded.ts';
import { ownershipItem, type Ownership } from '../table/items/ownership.ts';
import { ownershipKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode, decodeListed } from '../table/table.ts';

/** What an account owns of one variant: by which purchase, since when, and what it downloaded last. */
type OwnedVariant = Ownership['variants'][string];

/** What an account owns of a product before it ever owned any of it. */
export const nothingOwned = (productId: string): Ownership => ({ productId, version: 0, variants: {} });

/** @returns what was read of an account's ownership of a product: of version 0 where there is none yet */
export const ownershipFrom = (read: Read, ref: AccountRef, productId: string): Ownership =>
  decode(ownershipItem, read(ownershipKey(ref, productId))) ?? nothingOwned(productId);

/** The same in a list, which it must not close. @returns undefined where it can't be read */
export const listedOwnership = (read: Read, ref: AccountRef, productId: string): Ownership | undefined => {
  const item = read(ownershipKey(ref, productId));
  return item ? decodeListed(ownershipItem, item) : nothingOwned(productId);
};

/** The write of an ownership as it was read and changed: its version is the one read. */
export const ownershipWrite = (ref: AccountRef, ownership: Ownership): Guarded => ({
  key: ownershipKey(ref, ownership.productId),
  schema: ownershipItem,
  item: ownership,
  version: ownership.version,
});

/** @returns undefined where the account does not own this variant, whatever the variant may be called */
export const ownedVariant = ({ variants }: Ownership, variantId: string): OwnedVariant | undefined =>
  Object.hasOwn(variants, variantId) ? variants[variantId] : undefined;
