import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';
import { AWS_TIMEOUTS } from '../../shared/kernel/aws-timeouts.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { peopleRoutes } from '../../shared/http/routes/agency/people.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { agencyId } from '../../shared/kernel/ids.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { peopleHandlers, withoutPool } from './people.ts';

const env = readEnv(
  z.object({
    /** Without one, people sign in with another issuer. */
    USER_POOL_ID: z.string().min(1).optional(),
    AGENCY_CLAIM: z.string().min(1),
    ACCOUNT_CLAIM: z.string().min(1),
    REGION_CLAIM: z.string().min(1),
    ROLES_CLAIM: z.string().min(1),
    FIXED_AGENCY: agencyId.optional(),
  }),
);

const handlers = () => {
  if (env.USER_POOL_ID !== undefined) {
    const client = new CognitoIdentityProviderClient({ maxAttempts: 3, ...AWS_TIMEOUTS });
    const pool = { client, id: env.USER_POOL_ID, fixedAgency: env.FIXED_AGENCY };
    return peopleHandlers({ ledger: openLedger(), pool });
  }
  return withoutPool({
    ...(env.FIXED_AGENCY === undefined && { agency: env.AGENCY_CLAIM }),
    account: env.ACCOUNT_CLAIM,
    region: env.REGION_CLAIM,
    roles: env.ROLES_CLAIM,
    scopes: 'scope',
  });
};

export const handler = apiHandler(peopleRoutes, handlers());
