import type { Settings } from '../settings.ts';

/** How people sign in on the pages: what a browser must know of the issuer, none of it secret. */
export type SignIn = {
  issuer: string;
  clientId: string;
  scopes: readonly string[];
  /** What the issuer is asked to make access tokens for, where it needs to be asked. */
  audience?: string;
  /** Where a browser finds the issuer's endpoints. */
  origins: readonly string[];
};

/** Signing in at an issuer of one's own. */
export const signInAt = (issuer: string, settings: Settings): SignIn => {
  const { clientId, signInScopes: scopes, signInOrigins, audience } = settings;
  const [first] = audience;
  return {
    issuer,
    clientId,
    scopes,
    ...(first !== undefined && { audience: first }),
    origins: [new URL(issuer).origin, ...signInOrigins],
  };
};
