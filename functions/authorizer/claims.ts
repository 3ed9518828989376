import * as z from 'zod';
import type { Bearer } from '../../shared/kernel/bearer.ts';
import { accountId, accountInput, agencyId, region } from '../../shared/kernel/ids.ts';
import { SCOPES } from '../../shared/kernel/scopes.ts';

/** Which claims of a token say who calls; a deployment for one agency may fix the agency. */
export const claimNames = z.object({
  AGENCY_CLAIM: z.string().min(1).default('agency_id'),
  ACCOUNT_CLAIM: z.string().min(1).default('sub'),
  /** Of the stack's own user pool: names the account of a customer who was invited to one. */
  INVITED_ACCOUNT_CLAIM: z.string().min(1).optional(),
  REGION_CLAIM: z.string().min(1).default('region'),
  ROLES_CLAIM: z.string().min(1).default('roles'),
  FIXED_AGENCY: agencyId.optional(),
});

export type ClaimNames = z.infer<typeof claimNames>;

export type Claims = Record<string, unknown>;

/** Issuers write regions in either case. What can be none counts as none, so that no token is worth less for it. */
const regionClaim = z.string().toUpperCase().pipe(region);

const SUBJECT = 'sub';
const ACCOUNT_FORM = '1 to 255 printable ASCII characters';
const CUSTOMER_FORM = `${ACCOUNT_FORM}, and not the ID of a gift`;
const AGENCY_FORM = "the agency's id: 1 to 64 letters, digits, `-` and `_`";

/** Who calls with a token that has these claims. What is missing, or has another form, is left out and explained. */
export const bearerOfClaims = (claims: Claims, names: ClaimNames): Bearer => {
  const actor = accountId.safeParse(claims[SUBJECT]).data;
  const agency = agencyId.safeParse(names.FIXED_AGENCY ?? claims[names.AGENCY_CLAIM]).data;
  const accountClaim = accountClaimOf(claims, names);
  const account = accountInput.safeParse(claims[accountClaim]).data;
  return {
    kind: 'person',
    actor,
    agency,
    account,
    region: regionClaim.safeParse(claims[names.REGION_CLAIM]).data,
    roles: rolesOf(claims[names.ROLES_CLAIM]),
    scopes: scopesOf(claims),
    faults: {
      ...(actor === undefined && { actor: fault(SUBJECT, ACCOUNT_FORM) }),
      ...(agency === undefined && { agency: fault(names.AGENCY_CLAIM, AGENCY_FORM) }),
      ...(account === undefined && { account: fault(accountClaim, CUSTOMER_FORM) }),
    },
  };
};

/** The invited account's claim, also one of another form: the person's own account would be another one. */
const accountClaimOf = (
  claims: Claims,
  { INVITED_ACCOUNT_CLAIM: invited, ACCOUNT_CLAIM }: ClaimNames,
): string => (invited !== undefined && claims[invited] !== undefined ? invited : ACCOUNT_CLAIM);

const fault = (claim: string, value: string): string =>
  `The token's claim \`${claim}\` must be a string with ${value}.`;

/** `scope` is a text with spaces between scopes (RFC 8693), `scp` often a list. Scopes that are not ours say nothing. */
const scopesOf = ({ scope, scp }: Claims): Bearer['scopes'] => {
  const claim = scope ?? scp;
  const given: unknown[] = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  return SCOPES.filter((one) => given.includes(one));
};

/** Roles are a list, or one string with spaces or commas between them. */
const rolesOf = (claim: unknown): string[] => {
  if (typeof claim === 'string') return claim.split(/[\s,]+/).filter(Boolean);
  return Array.isArray(claim) ? claim.filter((role) => typeof role === 'string') : [];
};
