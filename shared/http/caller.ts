import * as z from 'zod';
import { readEnv } from '../kernel/env.ts';
import { accountId, agencyId, region } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { problem, type Problem } from './errors.ts';
import type { ApiEvent } from './api-event.ts';
import type { AgencyCaller, Customer, Scope } from './route.ts';

/** Which claims of the token say who calls; a deployment for one agency may fix the agency. */
const claimNames = z.object({
  AGENCY_CLAIM: z.string().min(1).default('agency_id'),
  ACCOUNT_CLAIM: z.string().min(1).default('sub'),
  REGION_CLAIM: z.string().min(1).default('region'),
  ROLES_CLAIM: z.string().min(1).default('roles'),
  FIXED_AGENCY: agencyId.optional(),
});

/** Issuers write regions in either case. What can be none counts as none, so that no token is worth less for it. */
const regionClaim = z.string().toUpperCase().pipe(region);

let names: z.infer<typeof claimNames> | undefined;

/**
 * Who calls, from claims of a token that API Gateway's authorizer has checked, and from nothing else in the request.
 * @returns `forbidden` where the token does not name who its scope is about
 */
export const callerOf = (
  scope: Scope,
  event: ApiEvent,
): Result<Customer | AgencyCaller | undefined, Problem> => {
  if (scope === 'public') return ok(undefined);
  names ??= readEnv(claimNames);
  const claims = namedIn(event.requestContext.authorizer?.jwt.claims ?? {});
  const agency = agencyId.safeParse(names.FIXED_AGENCY ?? claims[names.AGENCY_CLAIM]);
  const actor = accountId.safeParse(claims['sub']);
  if (!agency.success || !actor.success) return err(problem('forbidden'));
  const who = { agency: agency.data, actor: actor.data };
  const account = accountId.safeParse(claims[names.ACCOUNT_CLAIM]);
  if (!scope.startsWith('credits:'))
    return ok({ ...who, account: account.data, roles: listOf(claims[names.ROLES_CLAIM]) });
  if (!account.success) return err(problem('forbidden'));
  return ok({
    ...who,
    account: account.data,
    region: regionClaim.safeParse(claims[names.REGION_CLAIM]).data,
  });
};

/** Every claim is text by then, also one that the issuer had nothing for: nobody is called `null`. */
const namedIn = (claims: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(claims).filter(([, claim]) => claim !== 'null'));

/** An HTTP API hands a claim that is a list to the Lambda as text: `[review finance]`. */
const listOf = (claim: unknown): string[] =>
  typeof claim === 'string'
    ? claim
        .replace(/^\[(.*)\]$/s, '$1')
        .split(/[\s,]+/)
        .filter(Boolean)
    : [];
