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

/** The claims of a token, typed as the issuer typed them. */
const tokenClaims = z.record(z.string(), z.unknown());

const SUBJECT = 'sub';

/** A token in the Authorization header, with or without the word Bearer. Its middle part has the claims. */
const TOKEN = /^(?:Bearer\s+)?[\w-]+\.([\w-]+)\.[\w-]+$/i;

/**
 * Who calls, from claims of a token that API Gateway's authorizer has checked, and from nothing else in the request.
 * @returns `forbidden`, with the claim that is missing or wrong, where the token does not name who its scope is about
 */
export const callerOf = (
  scope: Scope,
  event: ApiEvent,
): Result<Customer | AgencyCaller | undefined, Problem> => {
  if (scope === 'public') return ok(undefined);
  names ??= readEnv(claimNames);
  const claims = claimsOf(event);
  const actor = accountId.safeParse(claims[SUBJECT]);
  if (!actor.success) return err(forbidden(SUBJECT, ACCOUNT_FORM));
  const agency = agencyId.safeParse(names.FIXED_AGENCY ?? claims[names.AGENCY_CLAIM]);
  if (!agency.success)
    return err(forbidden(names.AGENCY_CLAIM, "the agency's id: 1 to 64 letters, digits, `-` and `_`"));
  const who = { agency: agency.data, actor: actor.data };
  const account = accountId.safeParse(claims[names.ACCOUNT_CLAIM]);
  if (!scope.startsWith('credits:'))
    return ok({ ...who, account: account.data, roles: rolesOf(claims[names.ROLES_CLAIM]) });
  if (!account.success) return err(forbidden(names.ACCOUNT_CLAIM, ACCOUNT_FORM));
  return ok({
    ...who,
    account: account.data,
    region: regionClaim.safeParse(claims[names.REGION_CLAIM]).data,
  });
};

const ACCOUNT_FORM = '1 to 255 printable ASCII characters';

const forbidden = (claim: string, value: string): Problem =>
  problem('forbidden', { detail: `The token's claim \`${claim}\` must be a string with ${value}.` });

/**
 * The claims of the token that was checked. API Gateway hands every claim on as text, so that there the number 42 and
 * the string "42" look alike: the token itself distinguishes them, if it is the one whose subject was passed on.
 */
const claimsOf = ({ headers, requestContext }: ApiEvent): Record<string, unknown> => {
  const [, payload = ''] = TOKEN.exec(headers['authorization'] ?? '') ?? [];
  const claims = tokenClaims.safeParse(parseJson(Buffer.from(payload, 'base64url').toString()));
  const checked = requestContext.authorizer?.jwt.claims;
  return claims.success && checked && claims.data[SUBJECT] === checked[SUBJECT] ? claims.data : {};
};

const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    // No claims are as good as none that say who calls.
    return undefined;
  }
};

/** Roles are a list, or one string with spaces or commas between them. */
const rolesOf = (claim: unknown): string[] => {
  if (typeof claim === 'string') return claim.split(/[\s,]+/).filter(Boolean);
  return Array.isArray(claim) ? claim.filter((role) => typeof role === 'string') : [];
};
