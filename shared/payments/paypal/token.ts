import * as z from 'zod';
import { canonicalHash } from '../../kernel/canonical.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { PaypalCredentials } from './credentials.ts';
import { boundedFetch } from './bounded-fetch.ts';
import type { ProviderError } from '../provider-error.ts';
import { jsonIn } from '../json-in.ts';
import { refusalIn } from './refusal.ts';
import { MINUTE_MS } from '../../kernel/durations.ts';

const TOKEN_PATH = '/v1/oauth2/token';

/** Milliseconds before its end at which a token is no longer used, so that none ends on the way. */
const EXPIRY_MARGIN_MS = MINUTE_MS;

/** How many agencies' tokens one environment remembers. */
const MAX_CACHED_TOKENS = 100;

const answer = z.object({ access_token: z.string().min(1), expires_in: z.int().min(0) });

/** By the whole of the credentials: who has a client's id, but not its secret, gets no token of that client. */
const tokens = new Map<string, { token: string; until: number }>();

/**
 * A bearer token for an agency's PayPal app, kept in memory until shortly before it ends.
 * @see https://developer.paypal.com/api/rest/authentication/
 * @param refused a token that PayPal takes no longer, whatever its time
 */
export const accessToken = async (
  credentials: PaypalCredentials,
  signal: AbortSignal,
  refused?: string,
): Promise<Result<string, ProviderError>> => {
  const key = canonicalHash(credentials);
  const kept = tokens.get(key);
  if (kept && kept.token !== refused && kept.until > Date.now()) return ok(kept.token);
  tokens.delete(key);

  const { clientId, clientSecret, apiBase } = credentials;
  const fetched = await boundedFetch(apiBase + TOKEN_PATH, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
    signal,
  });
  if (typeof fetched === 'string') return err({ code: 'provider_unreachable' });
  if (fetched.status !== 200) return err(refusalIn(TOKEN_PATH, fetched));
  const given = answer.safeParse(jsonIn(fetched.body));
  if (!given.success) return err({ code: 'provider_refused' });

  const { access_token: token, expires_in: seconds } = given.data;
  const [oldest] = tokens.keys();
  if (tokens.size >= MAX_CACHED_TOKENS && oldest !== undefined) tokens.delete(oldest);
  tokens.set(key, { token, until: Date.now() + seconds * 1000 - EXPIRY_MARGIN_MS });
  return ok(token);
};
