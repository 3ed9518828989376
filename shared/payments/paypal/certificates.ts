import { X509Certificate } from 'node:crypto';
import { boundedFetch } from './bounded-fetch.ts';

/** The hosts that PayPal's own webhooks name, live and sandbox. */
const PAYPAL_ORIGINS = ['https://api.paypal.com', 'https://api.sandbox.paypal.com'];

const CERTIFICATE_PATH = '/v1/notifications/certs/';

/** Milliseconds; PayPal itself waits longer for our answer. */
const TIMEOUT_MS = 5000;

/** Bytes of a certificate with the chain that it comes with. */
const MAX_BYTES = 64 * 1024;

/** How many certificates one environment remembers. PayPal signs with one at a time. */
const MAX_CACHED_CERTIFICATES = 10;

const certificates = new Map<string, X509Certificate>();

/**
 * The address is whatever a webhook says, so it is held against the few that it may be, character by character:
 * nothing that a URL can hide (a user, a port, a path that goes up, a query) has the form of these.
 */
const isTrusted = (url: string, base: string | undefined): boolean =>
  (base === undefined ? PAYPAL_ORIGINS : [base]).some((trusted) => {
    const place = trusted + CERTIFICATE_PATH;
    return url.startsWith(place) && /^[A-Za-z0-9_-]{1,128}$/.test(url.slice(place.length));
  });

/**
 * The certificate that a webhook says it was signed with. Each is fetched once; only what proved to be a certificate is
 * remembered.
 * @param base where else than at PayPal certificates lie, such as in a sandbox; then only there
 * @returns `refused` for a foreign address, and for an invalid certificate
 */
export const certificateAt = async (
  url: string,
  base: string | undefined,
): Promise<X509Certificate | 'refused' | 'unreachable'> => {
  if (!isTrusted(url, base)) return 'refused';
  const known = certificates.get(url);
  if (known) return known;
  const fetched = await boundedFetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }, MAX_BYTES);
  if (fetched === 'unreachable') return 'unreachable';
  if (fetched === 'too_large') return 'refused';
  if (fetched.status >= 500 || fetched.status === 429) return 'unreachable';
  const certificate = fetched.status === 200 ? certificateIn(fetched.body) : undefined;
  if (!certificate) return 'refused';
  const [oldest] = certificates.keys();
  if (certificates.size >= MAX_CACHED_CERTIFICATES && oldest !== undefined) certificates.delete(oldest);
  certificates.set(url, certificate);
  return certificate;
};

/** The first of a chain is the one that signs. */
const certificateIn = (pem: string): X509Certificate | undefined => {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
};
