import * as z from 'zod';
import { readEnv } from '../../shared/kernel/env.ts';
import { ok } from '../../shared/kernel/result.ts';
import { verifyWith } from './access-token.ts';
import { authorizeWith } from './authorize.ts';
import { bearerOfClaims, claimNames } from './claims.ts';
import { issuerKeys } from './issuer-keys.ts';

const env = readEnv(
  claimNames.extend({ ISSUER: z.url(), AUDIENCE: z.string().transform((list) => list.split(',')) }),
);

const verify = verifyWith(issuerKeys(env.ISSUER, Date.now), { issuer: env.ISSUER, audience: env.AUDIENCE });

export const handler = authorizeWith(async (token) => {
  const verified = await verify(token);
  return verified.ok ? ok(bearerOfClaims(verified.value, env)) : verified;
});
