import * as oauth from 'oauth4webapi';
import { site } from './site.ts';
import type { PendingSignIn, SignInTrip, StoredSession } from './stored.ts';

/** The one address that the issuer leads back to. */
export const CALLBACK_PATH = '/signed-in';

/** The one address that it leads back to after signing out. */
export const SIGNED_OUT_PATH = '/signed-out';

const isLocal = (url: string): boolean => /^http:\/\/(?:127\.0\.0\.1|localhost)(?=[:/]|$)/.test(url);

const optionsFor = (issuer: string) => ({
  // oxlint-disable-next-line typescript/no-deprecated -- only for an issuer on this machine
  [oauth.allowInsecureRequests]: isLocal(issuer),
});

const findServer = async () => {
  const { issuer, clientId } = site();
  const options = optionsFor(issuer);
  const url = new URL(issuer);
  const found = await oauth.discoveryRequest(url, options);
  const server = await oauth.processDiscoveryResponse(url, found);
  return { server, options, client: { client_id: clientId } };
};

/** What the person is called: the first of these claims that is a text. */
const nameOf = (claims: oauth.IDToken | undefined): string | undefined =>
  [claims?.['name'], claims?.['email'], claims?.sub].find((claim) => typeof claim === 'string');

const DEFAULT_LIFETIME_S = 300;

const toSession = (tokens: oauth.TokenEndpointResponse, before: StoredSession | undefined): StoredSession => {
  const claims = oauth.getValidatedIdTokenClaims(tokens);
  return {
    token: tokens.access_token,
    expiresAt: Date.now() + (tokens.expires_in ?? DEFAULT_LIFETIME_S) * 1000,
    refreshToken: tokens.refresh_token ?? before?.refreshToken,
    idToken: tokens.id_token ?? before?.idToken,
    name: nameOf(claims) ?? before?.name,
    subject: claims?.sub ?? before?.subject,
    account: before?.account,
  };
};

/** The address at which somebody signs in: authorization code with PKCE (RFC 7636). */
export const startSignIn = async (trip: SignInTrip): Promise<{ url: URL; pending: PendingSignIn }> => {
  const { server, client } = await findServer();
  if (server.authorization_endpoint === undefined)
    throw new TypeError('The issuer has no authorization endpoint');
  const pending = {
    ...trip,
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
  };
  const { scope, audience } = site();
  const url = new URL(server.authorization_endpoint);
  const query = {
    client_id: client.client_id,
    response_type: 'code',
    redirect_uri: new URL(CALLBACK_PATH, location.origin).href,
    scope,
    ...(audience !== undefined && { audience }),
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return { url, pending };
};

/** Throws when the issuer refuses, or when the answer is to another question. */
export const finishSignIn = async (
  callback: URL,
  { state, verifier, nonce }: PendingSignIn,
): Promise<StoredSession> => {
  const { server, client, options } = await findServer();
  const parameters = oauth.validateAuthResponse(server, client, callback, state);
  const redirect = new URL(CALLBACK_PATH, location.origin).href;
  const answer = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirect,
    verifier,
    options,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, answer, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
  return toSession(tokens, undefined);
};

/** @returns undefined where the issuer asks the person to sign in again */
export const renew = async (session: StoredSession): Promise<StoredSession | undefined> => {
  if (session.refreshToken === undefined) return undefined;
  const { server, client, options } = await findServer();
  const answer = await oauth.refreshTokenGrantRequest(
    server,
    client,
    oauth.None(),
    session.refreshToken,
    options,
  );
  try {
    return toSession(await oauth.processRefreshTokenResponse(server, client, answer), session);
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError) return undefined;
    throw error;
  }
};

/** The address at which the issuer ends its session too, where it has one. */
export const signOutUrl = async ({ idToken }: StoredSession): Promise<URL | undefined> => {
  const { server, client } = await findServer();
  if (server.end_session_endpoint === undefined) return undefined;
  const url = new URL(server.end_session_endpoint);
  const back = new URL(SIGNED_OUT_PATH, location.origin).href;
  url.searchParams.set('client_id', client.client_id);
  url.searchParams.set('post_logout_redirect_uri', back);
  // Cognito's word for the same.
  url.searchParams.set('logout_uri', back);
  if (idToken !== undefined) url.searchParams.set('id_token_hint', idToken);
  return url;
};
