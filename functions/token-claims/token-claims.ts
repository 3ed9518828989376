import type { AgencyId } from '../../shared/kernel/ids.ts';
import * as z from 'zod';
import { AGENCY_SCOPES, CUSTOMER_SCOPES, SCOPES } from '../../shared/kernel/scopes.ts';
import { ACCOUNT_ATTRIBUTE, AGENCY_ATTRIBUTE, REGION_ATTRIBUTE } from '../../shared/people/attributes.ts';

/** What of a token is about to be made: Cognito's event before it makes one, of version 3. */
export const tokenEvent = z.looseObject({
  triggerSource: z.string(),
  request: z.looseObject({
    userAttributes: z.record(z.string(), z.string()).default({}),
    groupConfiguration: z.looseObject({ groupsToOverride: z.array(z.string()).nullish() }).nullish(),
    /** What an app asked for and was allowed, as `scrip/credits:read`. */
    scopes: z.array(z.string()).nullish(),
  }),
});

export type TokenRequest = z.infer<typeof tokenEvent>;

/** How this deployment calls the claims, and what it calls itself before its scopes. */
export type ClaimNames = {
  agency: AgencyId;
  /** Of customers who were invited to an account. Everybody else's account is their `sub`. */
  invitedAccount: string;
  region: string;
  roles: string;
  fixedAgency: string | undefined;
  resourceServer: string;
};

/** What is added to an access token. */
export type TokenClaims = {
  claimsToAddOrOverride: Record<string, string | string[]>;
  scopesToAdd: string[];
};

/** Roles may also be one string with spaces or commas between them: a name must have neither. */
const isRole = (group: string): boolean => /^[^\s,[\]]+$/.test(group);

/**
 * The scopes and claims of an access token. A person's hang on the person, whatever the app asks for: everyone of an
 * agency is a customer, a group named as a scope of the agency gives that scope, and the other groups are roles. A
 * machine has what its app client was allowed, which works where the deployment serves one agency: nobody says for
 * a machine which agency it is of.
 */
export const tokenClaims = ({ triggerSource, request }: TokenRequest, names: ClaimNames): TokenClaims => {
  const { userAttributes, groupConfiguration, scopes } = request;
  if (triggerSource === 'TokenGeneration_ClientCredentials') {
    const asked = new Set(scopes);
    const mayHave = SCOPES.filter((scope) => asked.has(`${names.resourceServer}/${scope}`));
    return { claimsToAddOrOverride: {}, scopesToAdd: names.fixedAgency === undefined ? [] : mayHave };
  }
  const agency = names.fixedAgency ?? userAttributes[AGENCY_ATTRIBUTE];
  if (!agency) return { claimsToAddOrOverride: {}, scopesToAdd: [] };
  const region = userAttributes[REGION_ATTRIBUTE];
  const account = userAttributes[ACCOUNT_ATTRIBUTE];
  const groups = new Set(groupConfiguration?.groupsToOverride);
  const agencyScopes = AGENCY_SCOPES.filter((scope) => groups.delete(scope));
  return {
    claimsToAddOrOverride: {
      [names.agency]: agency,
      ...(account && { [names.invitedAccount]: account }),
      ...(region && { [names.region]: region }),
      [names.roles]: [...groups].filter(isRole),
    },
    scopesToAdd: [...CUSTOMER_SCOPES, ...agencyScopes],
  };
};
