import { instant, type Instant } from '../../shared/kernel/clock.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import type { Bucket } from '../../shared/files/bucket.ts';
import type { LinkSecret } from '../../shared/files/link-secret.ts';
import { signedDownload } from '../../shared/files/signed-download.ts';
import { signedLink } from '../../shared/files/signed-link.ts';
import type { Product, Variant } from '../../shared/table/items/product.ts';

/** Seconds that a link lives: time to begin a download, and little to pass the link on. */
const LIFETIME = 300;

/** A link to a release; undefined where the agency has left something out that it takes. */
export type DownloadLink = (
  product: Product,
  variant: Variant,
  release: NonNullable<Variant['release']>,
  now: number,
) => Promise<{ url: string; expiresAt: Instant } | undefined>;

/** Signs links to files of the stack's own bucket, and to files elsewhere as their agency's secret says. */
export const downloadLinkWith =
  (bucket: Bucket, linkSecret: LinkSecret): DownloadLink =>
  async ({ agency, id: productId }, { id: variantId }, { file, version }, now) => {
    // Both kinds of link tell their times in whole seconds.
    const from = Math.floor(now / 1000);
    const expiresAt = instant((from + LIFETIME) * 1000);
    if ('object' in file) {
      const lives = { now: from * 1000, seconds: LIFETIME };
      return { url: await signedDownload(bucket, { agency, name: file.object }, lives), expiresAt };
    }
    const values = { productId, variantId, version, expires: from + LIFETIME };
    const url = await signedLink(file.link, values, () => linkSecret(agency));
    if (url.ok) return { url: url.value, expiresAt };
    count('DownloadFailures');
    log.error('no link to a release', { agency, productId, variantId, code: url.error.code });
    return undefined;
  };
