import { instant } from '../kernel/clock.ts';
import { log } from '../kernel/log.ts';
import { count } from '../kernel/metrics.ts';
import type { Bucket } from '../files/bucket.ts';
import type { LinkSecret } from '../files/link-secret.ts';
import { signedDownload } from '../files/signed-download.ts';
import { signedLink } from '../files/signed-link.ts';
import type { DownloadLink } from './download.ts';

/** Seconds that a link lives: time to begin a download, and little to pass the link on. */
const LIFETIME = 300;

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
