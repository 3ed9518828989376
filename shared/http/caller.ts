import * as z from 'zod';
import { readEnv } from '../kernel/env.ts';
import { accountId, agencyId, type AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { problem, type Problem } from './errors.ts';
import type { ApiEvent } from './api-event.ts';
import type { Scope } from './route.ts';

/** Which claims of the token name the agency and the account; a deployment for one agency may fix it. */
const claimNames = z.object({
  AGENCY_CLAIM: z.string().min(1).default('agency_id'),
  ACCOUNT_CLAIM: z.string().min(1).default('sub'),
  FIXED_AGENCY: agencyId.optional(),
});

let names: z.infer<typeof claimNames> | undefined;

/**
 * Who calls, from claims of a token that API Gateway's authorizer has checked, and from nothing else in the request.
 * @returns `forbidden` where the token does not name who its scope is about
 */
export const callerOf = (
  scope: Scope,
  event: ApiEvent,
): Result<AccountRef | { agency: string; actor: string } | undefined, Problem> => {
  if (scope === 'public') return ok(undefined);
  names ??= readEnv(claimNames);
  const claims = event.requestContext.authorizer?.jwt.claims ?? {};
  const agency = agencyId.safeParse(names.FIXED_AGENCY ?? claims[names.AGENCY_CLAIM]);
  const forCustomer = scope.startsWith('credits:');
  const who = accountId.safeParse(claims[forCustomer ? names.ACCOUNT_CLAIM : 'sub']);
  if (!agency.success || !who.success) return err(problem('forbidden'));
  return ok(
    forCustomer ? { agency: agency.data, account: who.data } : { agency: agency.data, actor: who.data },
  );
};
