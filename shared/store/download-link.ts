import { instant } from '../kernel/clock.ts';
import { log } from '../kernel/log.ts';
import { count } from '../kernel/metrics.ts';
import { err, ok } from '../kernel/result.ts';
import type { Bucket } from '../files/bucket.ts';
import type { LinkSecret } from '../files/link-secret.ts';
import { isPublished } from '../files/is-published.ts';
import { signedDownload } from '../files/signed-download.ts';
import { signedLink } from '../files/signed-link.ts';
import type { DownloadLink } from './download.ts';

/** Seconds that a link lives: time to begin a download, and little to pass the link on. */
const LINK_LIFETIME_S = 300;

/**
 * Signs links to files that are in the stack's own bucket, and to files elsewhere as their agency's secret says.
 * @param isThere whether a file exists in the bucket
 */
export const downloadLinkWith =
  (bucket: Bucket, linkSecret: LinkSecret, isThere = isPublished): DownloadLink =>
  async ({ agency, id: productId }, { id: variantId }, { file, version }, now) => {
    // Both kinds of link have times in whole seconds.
    const from = Math.floor(now / 1000);
    const expiresAt = instant((from + LINK_LIFETIME_S) * 1000);
    const toObject = async (name: string) =>
      (await isThere(bucket, { agency, name }))
        ? ok(await signedDownload(bucket, { agency, name }, { now: from * 1000, seconds: LINK_LIFETIME_S }))
        : err({ code: 'file_missing' });
    const values = { productId, variantId, version, expires: from + LINK_LIFETIME_S };
    const url =
      'object' in file
        ? await toObject(file.object)
        : await signedLink(file.link, values, () => linkSecret(agency));
    if (url.ok) return { url: url.value, expiresAt };
    count('DownloadFailures');
    log.error('download link not created', { agency, productId, variantId, code: url.error.code });
    return undefined;
  };
