import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/kernel/env.ts';
import { type ClaimNames, tokenClaims, tokenEvent } from './token-claims.ts';

const env = readEnv(
  z.object({
    AGENCY_CLAIM: z.string().min(1),
    INVITED_ACCOUNT_CLAIM: z.string().min(1),
    REGION_CLAIM: z.string().min(1),
    ROLES_CLAIM: z.string().min(1),
    FIXED_AGENCY: z.string().optional(),
    RESOURCE_SERVER: z.string().min(1),
  }),
);

const names: ClaimNames = {
  agency: env.AGENCY_CLAIM,
  invitedAccount: env.INVITED_ACCOUNT_CLAIM,
  region: env.REGION_CLAIM,
  roles: env.ROLES_CLAIM,
  fixedAgency: env.FIXED_AGENCY,
  resourceServer: env.RESOURCE_SERVER,
};

/** Cognito asks before it makes a token, and makes none where this fails. */
export const handler = middy<unknown, object, Error, Context>().handler(async (event) => {
  const accessTokenGeneration = tokenClaims(tokenEvent.parse(event), names);
  return {
    ...z.looseObject({}).parse(event),
    response: { claimsAndScopeOverrideDetails: { accessTokenGeneration } },
  };
});
