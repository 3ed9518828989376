/** Whose token: a customer's account of an agency, or somebody who works there. */
export type TokenRequest = {
  agency: string;
  /** Becomes `sub`; without it, `subject` does. */
  account?: string | undefined;
  subject?: string | undefined;
  scopes: readonly string[];
  /** In which roles somebody works at the agency. */
  roles?: readonly string[] | undefined;
  /** Where a customer buys. */
  region?: string | undefined;
  /** Seconds; seven days unless given. */
  expiresIn?: number;
};

/** The claims of an access token for the API. */
export const claimsOf = (
  { agency, account, subject, scopes, roles = [], region }: TokenRequest,
  audience: string,
) => ({
  aud: audience,
  agency_id: agency,
  sub: account ?? subject ?? 'admin',
  scope: scopes.join(' '),
  ...(roles.length > 0 && { roles }),
  ...(region !== undefined && { region }),
});
