import type { AccountRef } from '../kernel/ids.ts';
import type { Guarded } from '../table/guarded.ts';
import { ownershipItem, ownershipNumber, type Ownership } from '../table/items/ownership.ts';
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
  number: ownershipNumber(ownership),
  item: ownership,
  version: ownership.version,
});

/** @returns undefined where the account does not own this variant, whatever the variant may be called */
export const ownedVariant = ({ variants }: Ownership, variantId: string): OwnedVariant | undefined =>
  Object.hasOwn(variants, variantId) ? variants[variantId] : undefined;

/** The purchases by which a variant is owned: one, unless accounts merged that had both bought it. */
export const purchasesBehind = ({ purchaseId, also = [] }: OwnedVariant): string[] => [
  purchaseId,
  ...also.map((one) => one.purchaseId),
];

/** What two accounts own of a product together. A variant of both is owned until both purchases are given back. */
export const joinedOwnership = (own: Ownership, other: Ownership): Ownership => ({
  ...own,
  variants: { ...other.variants, ...own.variants, ...Object.fromEntries(inBoth(own, other)) },
});

const inBoth = (own: Ownership, other: Ownership): [string, OwnedVariant][] =>
  Object.entries(own.variants).flatMap(([id, mine]) => {
    const theirs = ownedVariant(other, id);
    if (!theirs) return [];
    const { downloaded = theirs.downloaded, also = [], ...bought } = mine;
    const { purchaseId, since } = theirs;
    const all = [...also, { purchaseId, since }, ...(theirs.also ?? [])];
    return [[id, { ...bought, ...(downloaded && { downloaded }), also: all }]];
  });

/** A variant without a purchase of it; undefined where none is left. */
export const withoutOne = (owned: OwnedVariant, purchaseId: string): OwnedVariant | undefined => {
  const { also = [], purchaseId: first, since, ...rest } = owned;
  const [next, ...others] = [{ purchaseId: first, since }, ...also].filter(
    (one) => one.purchaseId !== purchaseId,
  );
  return next && { ...rest, ...next, ...(others.length > 0 && { also: others }) };
};
