import * as z from 'zod';
import { authenticateApiKey, authenticateSpenderKey } from '../../shared/access/authenticate-api-key.ts';
import { authenticateSession } from '../../shared/access/authenticate-session.ts';
import { credentialKind } from '../../shared/access/credential.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { ok } from '../../shared/kernel/result.ts';
import { openTable } from '../../shared/table/table.ts';
import { verifyWith } from './access-token.ts';
import { authorizeWith } from './authorize.ts';
import { bearerOfClaims, claimNames } from './claims.ts';
import { ofHeir } from '../../shared/access/of-heir.ts';
import { issuerKeys } from './issuer-keys.ts';

const env = readEnv(
  claimNames.extend({
    ISSUER: z.url(),
    AUDIENCE: z.string().transform((list) => list.split(',')),
    TABLE_NAME: z.string().min(1),
  }),
);

const verify = verifyWith(issuerKeys(env.ISSUER, Date.now), { issuer: env.ISSUER, audience: env.AUDIENCE });
const table = openTable(env.TABLE_NAME);

/** By the kinds of our own credentials that open routes. */
const authenticate = {
  key: authenticateApiKey,
  spender: authenticateSpenderKey,
  session: authenticateSession,
};

export const handler = authorizeWith(async (bearer) => {
  const kind = credentialKind(bearer);
  if (kind !== undefined) return await authenticate[kind](table, bearer, Date.now());
  const verified = await verify(bearer);
  return verified.ok ? ok(await ofHeir(table, bearerOfClaims(verified.value, env))) : verified;
});
