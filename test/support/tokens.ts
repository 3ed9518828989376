import { readFile } from 'node:fs/promises';
import { importJWK, SignJWT } from 'jose';
import { inject } from 'vitest';
import * as z from 'zod';

const jwk = z.looseObject({ kid: z.string(), alg: z.string() });

/** A token's claims, as the issuer would sign them for a customer who may read and spend, changed by `claims`. */
export const tokenWith = async (claims: Record<string, unknown> = {}): Promise<string> => {
  const { issuer, audience, keyFile } = inject('deployment');
  const key = jwk.parse(JSON.parse(await readFile(keyFile, 'utf8')));
  const now = Math.floor(Date.now() / 1000);
  return await new SignJWT({
    iss: issuer,
    aud: audience,
    iat: now,
    exp: now + 3600,
    agency_id: 'demo',
    sub: 'customer',
    scope: 'credits:read credits:spend',
    ...claims,
  })
    .setProtectedHeader({ alg: key.alg, kid: key.kid })
    .sign(await importJWK(key, key.alg));
};
