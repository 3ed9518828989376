import * as z from 'zod';

/** What a bearer says of itself, unverified: only the API decides. */
export type BearerDescription =
  | { kind: 'api_key'; agency: string; id: string }
  | { kind: 'person'; subject?: string; scopes: string[]; expiresAt?: string }
  | { kind: 'unknown' };

/** `scrip_key_acme_<id>_<secret>`: the id is public, the secret is not. */
const API_KEY = /^scrip_key_(?<agency>.{1,64})_(?<id>[0-9a-z]+)_[a-z0-9]{50}[0-9a-f]{8}$/;

const claims = z.object({
  sub: z.string().optional(),
  scope: z.string().optional(),
  exp: z.number().optional(),
});

export const describeBearer = (bearer: string): BearerDescription => {
  const { agency, id } = API_KEY.exec(bearer)?.groups ?? {};
  if (agency !== undefined && id !== undefined) return { kind: 'api_key', agency, id: `key_${id}` };
  const payload = claimsOf(bearer);
  if (!payload) return { kind: 'unknown' };
  const { sub, scope = '', exp } = payload;
  return {
    kind: 'person',
    ...(sub !== undefined && { subject: sub }),
    scopes: scope.split(' ').filter(Boolean),
    ...(exp !== undefined && { expiresAt: new Date(exp * 1000).toISOString() }),
  };
};

const claimsOf = (bearer: string): z.infer<typeof claims> | undefined => {
  const [, payload, signature] = bearer.split('.');
  if (payload === undefined || signature === undefined) return undefined;
  try {
    return claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
};
