import type { IncomingHttpHeaders } from 'node:http';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod';

export const authorizerSchema = z.object({
  AuthorizerType: z.literal('JWT', 'the local stack supports only JWT authorizers'),
  IdentitySource: z.array(z.string().regex(/^\$request\.(header|querystring)\..+/)).min(1),
  JwtConfiguration: z.object({ Issuer: z.url(), Audience: z.array(z.string()).min(1) }),
});

/** The token's claims as a Lambda gets them. */
export type Authorized = { claims: Record<string, string>; scopes: string[] | null };

export type Authorization =
  | { authorized: Authorized }
  | { refused: 'unauthorized' | 'forbidden' | 'unavailable'; reason: string };

export type JwtAuthorizer = (
  request: { headers: IncomingHttpHeaders; query: URLSearchParams },
  routeScopes: readonly string[],
) => Promise<Authorization>;

const discovery = z.object({ jwks_uri: z.url() });

/** API Gateway takes RSA signatures only. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

const tokenOf = (
  identitySources: readonly string[],
  { headers, query }: { headers: IncomingHttpHeaders; query: URLSearchParams },
): string | undefined => {
  for (const source of identitySources) {
    const [, , place, name = ''] = source.match(/^(\$request)\.(\w+)\.(.+)$/) ?? [];
    const value = place === 'header' ? headers[name.toLowerCase()] : query.get(name);
    if (typeof value === 'string' && value) return value.replace(/^Bearer\s+/i, '');
  }
  return undefined;
};

/** Claims reach a Lambda as text, lists as `[a b]`. */
const claimText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? `[${value.map(claimText).join(' ')}]` : JSON.stringify(value);
};

/** `scope` is a text of words by RFC 8693, `scp` often a list. */
const scopesOf = ({ scope, scp }: JWTPayload): string[] => {
  const value: unknown = scope ?? scp;
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? value.split(' ').filter(Boolean) : [];
};

/** `client_id` counts only where there is no `aud`. */
const isForAudience = ({ aud, client_id: clientId }: JWTPayload, audience: readonly string[]): boolean =>
  [aud ?? clientId].flat().some((entry) => typeof entry === 'string' && audience.includes(entry));

/** Checks tokens as API Gateway's JWT authorizer does, with the keys that the issuer publishes. */
export const createJwtAuthorizer = ({
  IdentitySource,
  JwtConfiguration: { Issuer: issuer, Audience: audience },
}: z.output<typeof authorizerSchema>): JwtAuthorizer => {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const discover = async (): Promise<JWTVerifyGetKey> => {
    const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    return createRemoteJWKSet(new URL(discovery.parse(await response.json()).jwks_uri));
  };

  const verify = async (token: string): Promise<JWTPayload> => {
    keys ??= discover();
    // One failed discovery must not refuse every token until the next start.
    keys.catch(() => (keys = undefined));
    const getKey = await keys;
    const { payload } = await jwtVerify(token, getKey, {
      issuer,
      algorithms: ALGORITHMS,
      requiredClaims: ['exp'],
    });
    if (!isForAudience(payload, audience))
      throw new errors.JWTClaimValidationFailed('invalid audience', payload, 'aud');
    return payload;
  };

  return async (request, routeScopes) => {
    const token = tokenOf(IdentitySource, request);
    if (!token) return { refused: 'unauthorized', reason: 'no token' };
    try {
      const payload = await verify(token);
      const scopes = scopesOf(payload);
      if (routeScopes.length > 0 && !routeScopes.some((scope) => scopes.includes(scope)))
        return { refused: 'forbidden', reason: `needs ${routeScopes.join(' or ')}` };
      const claims = Object.fromEntries(
        Object.entries(payload).map(([name, value]) => [name, claimText(value)]),
      );
      return { authorized: { claims, scopes: routeScopes.length > 0 ? scopes : null } };
    } catch (error) {
      if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout))
        return { refused: 'unauthorized', reason: error.message };
      return { refused: 'unavailable', reason: `the issuer ${issuer} does not answer` };
    }
  };
};
