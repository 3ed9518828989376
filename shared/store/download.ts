import { instant, type Instant } from '../kernel/clock.ts';
import { timedId, type AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { accountFrom } from '../ledger/account.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy } from '../ledger/run.ts';
import { downloadItem, type Download, type Ownership } from '../table/items/ownership.ts';
import { productItem, type Product, type Variant } from '../table/items/product.ts';
import { accountKey, downloadKey, ownershipKey, productKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { ownedVariant, ownershipFrom, ownershipWrite, purchasesBehind } from './ownership.ts';
import { isVisible } from './product.ts';
import { unpaidPurchases } from './unpaid.ts';

type Release = NonNullable<Variant['release']>;

/** A link to a release; undefined where something is missing that the agency has to provide: the file, a secret. */
export type DownloadLink = (
  product: Product,
  variant: Variant,
  release: Release,
  now: number,
) => Promise<{ url: string; expiresAt: Instant } | undefined>;

type DownloadRefusal =
  | { code: 'not_found' | 'not_owned' | 'download_not_available' }
  | { code: 'account_in_debt'; debt: number }
  | { code: 'variant_required'; variants: string[] };

type Linked = {
  url: string;
  expiresAt: Instant;
  productId: string;
  variantId: string;
  version: string;
  sha256: string | undefined;
};

/**
 * A link to what the account owns. It leaves only once its download is recorded, on the ownership as it was read: of a
 * download and the refund of the purchase, one comes first, and the other sees it.
 * @param variantId may be left out where the account owns only one
 */
export const download = async (
  ledger: Ledger,
  linkTo: DownloadLink,
  ref: AccountRef,
  { productId, variantId }: { productId: string; variantId?: string | undefined },
): Promise<Result<Linked, DownloadRefusal | Busy>> => {
  const found = await releaseFor(ledger, ref, productId, variantId);
  if (!found.ok) return found;
  const { product, variant, release } = found.value;
  const now = ledger.now();
  const link = await linkTo(product, variant, release, now);
  if (!link) return err({ code: 'download_not_available' });
  const recorded = await record(ledger, ref, {
    id: timedId('dwn', now),
    productId,
    variantId: variant.id,
    productName: product.name,
    variantName: variant.name,
    release: release.version,
    at: instant(now),
    version: 0,
  });
  if (!recorded.ok) return recorded;
  const { version, sha256 } = release;
  return ok({ ...link, productId, variantId: variant.id, version, sha256 });
};

const record = (
  ledger: Ledger,
  ref: AccountRef,
  made: Download,
): Promise<Result<unknown, { code: 'not_owned' } | Busy>> => {
  const { id, productId, variantId, release: version, at } = made;
  const key = downloadKey(ref, id);
  return run(ledger, {
    keys: [ownershipKey(ref, productId), key],
    earlier: (read) => {
      const earlier = decode(downloadItem, read(key));
      return earlier && ok(earlier);
    },
    decide: (read) => {
      const ownership = ownershipFrom(read, ref, productId);
      const mine = ownedVariant(ownership, variantId);
      if (!mine) return err({ code: 'not_owned' as const });
      const variants = { ...ownership.variants, [variantId]: { ...mine, downloaded: { version, at } } };
      return ok({
        conclude: () => ({
          outcome: made,
          writes: [
            ownershipWrite(ref, { ...ownership, variants }),
            { key, schema: downloadItem, item: made, version: 0 },
          ],
        }),
      });
    },
  });
};

const releaseFor = async (
  { table }: Ledger,
  ref: AccountRef,
  productId: string,
  wanted: string | undefined,
): Promise<Result<{ product: Product; variant: Variant; release: Release }, DownloadRefusal>> => {
  const keys = { ownership: ownershipKey(ref, productId), product: productKey(ref.agency, productId) };
  const read = await readTogether(table, [keys.ownership, keys.product, accountKey(ref)]);
  const ownership = ownershipFrom(read, ref, productId);
  const product = decode(productItem, read(keys.product));
  const owned = Object.keys(ownership.variants);
  if (wanted === undefined && owned.length > 1)
    return err({ code: 'variant_required', variants: owned.toSorted() });
  const variantId = wanted ?? owned[0];
  const mine = variantId === undefined ? undefined : ownedVariant(ownership, variantId);
  if (!mine) return err({ code: whyNotOwned(product, ref, ownership, variantId) });
  const variant = product?.variants.find(({ id }) => id === variantId);
  if (!product || !variant?.release) return err({ code: 'download_not_available' });
  const account = accountFrom(ref, read(accountKey(ref)));
  const purchases = purchasesBehind(mine);
  if ((await unpaidPurchases(table, account, purchases)).size === purchases.length)
    return err({ code: 'account_in_debt', debt: account.debt });
  return ok({ product, variant, release: variant.release });
};

/** What this account may not know of is not there. */
const whyNotOwned = (
  product: Product | undefined,
  ref: AccountRef,
  ownership: Ownership,
  variantId: string | undefined,
) => {
  const known = product !== undefined && isVisible(product, ref, ownership);
  const exists = variantId === undefined || product?.variants.some(({ id }) => id === variantId) === true;
  return known && exists ? 'not_owned' : 'not_found';
};
