import { ownedVariant, ownershipFrom, ownershipWrite } from '../../shared/store/ownership.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler, RequestOf, ResponseOf } from '../../shared/http/route.ts';
import type { libraryRoutes } from '../../shared/http/routes/store/library.ts';
import { instant, type Instant } from '../../shared/kernel/clock.ts';
import { timedId } from '../../shared/kernel/ids.ts';
import { writeTogether } from '../../shared/ledger/commit.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { withinDeadline } from '../../shared/ledger/pause.ts';
import type { Download } from '../../shared/table/items/ownership.ts';
import { productItem, type Product, type Variant } from '../../shared/table/items/product.ts';
import { downloadKey, ownershipKey, productKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import type { DownloadLink } from './download-link.ts';

type CreateDownload = typeof libraryRoutes.createDownload;
type Request = RequestOf<CreateDownload>;

/** The place of the download's own record among the writes. */
const RECORD = 1;

/**
 * The link leaves only once its download is recorded, on the ownership as it was read: of a download and the refund of
 * the purchase, one comes first, and the other sees it.
 */
export const createDownload =
  (ledger: Ledger, linkTo: DownloadLink): Handler<CreateDownload> =>
  async (request) => {
    const id = timedId('dwn', ledger.now());
    const response = await withinDeadline(ledger, (left) => attempt(left, linkTo, request, id));
    return response ?? problem('busy');
  };

/** @returns undefined where another write came first, or DynamoDB can't say now */
const attempt = async (
  ledger: Ledger,
  linkTo: DownloadLink,
  { caller, params: { productId }, body }: Request,
  id: string,
): Promise<ResponseOf<CreateDownload> | undefined> => {
  const keys = { ownership: ownershipKey(caller, productId), product: productKey(caller.agency, productId) };
  const read = await readTogether(ledger.table, [keys.ownership, keys.product]);
  const ownership = ownershipFrom(read, caller, productId);
  const product = decode(productItem, read(keys.product));

  const owned = Object.keys(ownership.variants);
  if (body.variantId === undefined && owned.length > 1) {
    return problem('variant_required', { extensions: { variants: owned.toSorted() } });
  }
  const variantId = body.variantId ?? owned[0];
  const mine = variantId === undefined ? undefined : ownedVariant(ownership, variantId);
  if (variantId === undefined || mine === undefined) return refused(product, owned.length > 0, variantId);
  const variant = product?.variants.find((one) => one.id === variantId);
  if (!product || !variant?.release) return problem('download_not_available');
  const { release } = variant;
  const now = ledger.now();
  const link = await linkTo(product, variant, release, now);
  if (!link) return problem('download_not_available');

  const at = instant(now);
  const downloaded = { version: release.version, at };
  const written = await writeTogether(ledger, [
    ownershipWrite(caller, {
      ...ownership,
      variants: { ...ownership.variants, [variantId]: { ...mine, downloaded } },
    }),
    { key: downloadKey(caller, id), item: recordOf(id, product, { ...variant, release }, at), version: 0 },
  ]);
  // The record is there already where the answer to an earlier round was lost: then its download is recorded.
  const recorded = written.code === 'written' || (written.code === 'conflict' && written.write === RECORD);
  return recorded
    ? { status: 201, body: { ...link, productId, variantId, version: release.version } }
    : undefined;
};

const recordOf = (
  id: string,
  product: Product,
  variant: Variant & { release: { version: string } },
  at: Instant,
): Download => ({
  id,
  productId: product.id,
  variantId: variant.id,
  productName: product.name,
  variantName: variant.name,
  release: variant.release.version,
  at,
  version: 0,
});

/** What is neither owned nor on sale is nothing that this account knows of. */
const refused = (product: Product | undefined, ownsSome: boolean, variantId: string | undefined) => {
  const known = product !== undefined && (product.onSale || ownsSome);
  const exists = variantId === undefined || product?.variants.some(({ id }) => id === variantId) === true;
  return problem(known && exists ? 'not_owned' : 'not_found');
};
