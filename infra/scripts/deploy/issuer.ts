import * as z from 'zod';
import { ALGORITHMS } from '../../../shared/kernel/token-algorithms.ts';
import { messageOf } from '../../message-of.ts';
import { type Finding, stop } from './finding.ts';

const TIMEOUT_MS = 10_000;

/** Of OpenID Connect Discovery 1.0, what the authorizer needs. */
const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** RFC 7517: a key may omit `alg`, and its type says which algorithms it fits. */
const keysSchema = z.object({
  keys: z.array(z.object({ kty: z.string(), alg: z.string().optional(), crv: z.string().optional() })),
});

type Key = z.output<typeof keysSchema>['keys'][number];

const FITTING: Record<string, (key: Key) => boolean> = {
  RSA: () => true,
  EC: ({ crv }) => crv === 'P-256',
  OKP: ({ crv }) => crv === 'Ed25519',
};

const isAccepted = (key: Key): boolean =>
  key.alg === undefined ? (FITTING[key.kty]?.(key) ?? false) : ALGORITHMS.includes(key.alg);

const read = async (url: string): Promise<unknown> => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  return await answer.json();
};

/** Whether the issuer of the settings publishes itself, under its own name and with keys that the authorizer accepts. */
export const inspectIssuer = async (issuer: string): Promise<Finding[]> => {
  try {
    const { issuer: named, jwks_uri: keysUrl } = discoverySchema.parse(
      await read(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`),
    );
    if (named !== issuer)
      return [stop(`The issuer calls itself ${named}, not ${issuer}: its tokens would be refused.`)];
    const { keys } = keysSchema.parse(await read(keysUrl));
    if (keys.some(isAccepted)) return [];
    return [stop(`None of the ${keys.length} keys of the issuer fits ${ALGORITHMS.join(', ')}.`)];
  } catch (error) {
    return [stop(`The issuer's description can't be read: ${messageOf(error)}.`)];
  }
};
