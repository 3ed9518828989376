import type { AgencyId } from '../kernel/ids.ts';
import * as z from 'zod';
import { count } from '../kernel/metrics.ts';
import { readSecret, SECRET_MAX_AGE_S } from '../kernel/secret.ts';
import { type SecretNames, secretNames } from './secret-names.ts';
import { MINUTE_MS } from '../kernel/durations.ts';

/** What a secret holds: a part for each provider, which that provider alone understands. */
type Parts = Readonly<Record<string, unknown>>;

/** An agency's secrets about payments. An agency without one has no providers. */
export type AgencySecrets = {
  /** Its credentials at the providers. */
  providers: (agency: AgencyId) => Promise<Parts>;
  /** What verifies the providers' webhooks. */
  webhooks: (agency: AgencyId) => Promise<Parts>;
};

/** @param prefix of the secrets' names: `<prefix>/<agency>/providers` and `<prefix>/<agency>/webhooks` */
export const secretsUnder = (prefix: string): AgencySecrets => {
  const names = secretNames(`${prefix}/`);
  return {
    providers: (agency) => partsOf(`${prefix}/${agency}/providers`),
    webhooks: (agency) => partsOf(`${prefix}/${agency}/webhooks`, names),
  };
};

/** Missing secrets, and until when this is cached (milliseconds since the epoch). */
const missing = new Map<string, number>();

/** Milliseconds that a missing secret is cached. Its agency may just be setting it up. */
const MISSING_SECRET_TTL_MS = MINUTE_MS;

/** The same where anybody may ask: as long as an existing secret, or the timing of answers would reveal which agencies exist. */
const MISSING_FOR_STRANGERS_TTL_MS = SECRET_MAX_AGE_S * 1000;

/** Names that are remembered at most: anybody may ask for as many as they like. */
const MAX_CACHED_MISSING = 1000;

const noteMissing = (name: string, ttl: number): void => {
  const [oldest] = missing.keys();
  if (missing.size >= MAX_CACHED_MISSING && oldest !== undefined) missing.delete(oldest);
  missing.set(name, Date.now() + ttl);
};

const parts = z.record(z.string(), z.unknown());

/**
 * An unreadable secret counts as missing: it is counted, and does not affect other agencies. Throws other errors of
 * Parameter Store.
 * @param names where anybody may ask, and not only those whose token names the agency
 */
const partsOf = async (name: string, names?: SecretNames): Promise<Parts> => {
  if ((missing.get(name) ?? 0) > Date.now()) return {};
  missing.delete(name);
  if (names && !(await names.mayExist(name))) return {};
  const read = await readSecret(name, parts);
  const isMissing = !read.ok && read.error.code === 'missing';
  names?.note(name, !isMissing);
  if (read.ok) return read.value;
  if (isMissing) noteMissing(name, names ? MISSING_FOR_STRANGERS_TTL_MS : MISSING_SECRET_TTL_MS);
  else count('ProviderFailures');
  return {};
};
