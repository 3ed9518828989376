import * as oauth from 'oauth4webapi';
import { CliError, EXIT } from '../exit.ts';
import { startLoopback } from './loopback.ts';
import type { SignIn } from './profiles.ts';
import { isLoopback, secureUrl } from './secure-url.ts';

export type SignInRequest = {
  issuer: string;
  clientId: string;
  scope: string;
  /** What else the issuer asks for, such as `audience`. */
  parameters: Record<string, string>;
  /** 0 for a free one. */
  port: number;
  /** Leads the person to the issuer's page. */
  open: (url: string) => void;
};

/** How long a person may take, in milliseconds. */
const PATIENCE_MS = 300_000;

/** Seconds that a token is good for where the issuer does not say. */
const USUAL_LIFETIME_S = 300;

/** On one machine the issuer has no certificate. */
const optionsFor = (issuer: string) => ({
  // Deprecated so that it stands out. Nothing leaves this machine.
  // oxlint-disable-next-line typescript/no-deprecated
  [oauth.allowInsecureRequests]: isLoopback(new URL(issuer)),
});

const discover = async (issuer: string): Promise<oauth.AuthorizationServer> => {
  const url = new URL(secureUrl(issuer));
  return await asSignInFailure(async () =>
    oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, optionsFor(issuer))),
  );
};

/** Authorization code with PKCE: the person signs in with their own browser, no password passes through here. */
export const signInByBrowser = async (request: SignInRequest): Promise<SignIn> => {
  const { issuer, clientId, scope, parameters, open } = request;
  const server = await discover(issuer);
  if (server.authorization_endpoint === undefined) {
    throw new CliError('sign_in_failed', `${issuer} offers no sign-in by browser.`, {
      exitCode: EXIT.credentials,
    });
  }
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const loopback = await startLoopback(state, request.port);
  try {
    const page = new URL(server.authorization_endpoint);
    const query = {
      ...parameters,
      response_type: 'code',
      client_id: clientId,
      redirect_uri: loopback.redirectUri,
      scope,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(query)) page.searchParams.set(name, value);
    open(page.href);
    const returned = await loopback.returned(AbortSignal.timeout(PATIENCE_MS));
    const client: oauth.Client = { client_id: clientId };
    return await asSignInFailure(async () => {
      const answer = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        oauth.None(),
        oauth.validateAuthResponse(server, client, returned, state),
        loopback.redirectUri,
        verifier,
        { ...optionsFor(issuer), additionalParameters: parameters },
      );
      const granted = await oauth.processAuthorizationCodeResponse(server, client, answer);
      return signInOf({ issuer, clientId, parameters }, granted);
    });
  } finally {
    await loopback.stop();
  }
};

/** The sign-in with another access token. */
export const refreshed = async (signIn: SignIn): Promise<SignIn> => {
  const { issuer, clientId, parameters, refreshToken } = signIn;
  if (refreshToken === undefined) {
    throw new CliError('signed_out', 'The sign-in is over.', {
      exitCode: EXIT.credentials,
      hint: 'Sign in again: scrip login',
    });
  }
  const server = await discover(issuer);
  const client: oauth.Client = { client_id: clientId };
  return await asSignInFailure(async () => {
    const answer = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken, {
      ...optionsFor(issuer),
      additionalParameters: parameters,
    });
    const granted = await oauth.processRefreshTokenResponse(server, client, answer);
    // An issuer that does not rotate refresh tokens sends none.
    return { refreshToken, ...signInOf({ issuer, clientId, parameters }, granted) };
  });
};

const signInOf = (
  where: Pick<SignIn, 'issuer' | 'clientId' | 'parameters'>,
  { access_token, expires_in = USUAL_LIFETIME_S, refresh_token }: oauth.TokenEndpointResponse,
): SignIn => ({
  ...where,
  accessToken: access_token,
  expiresAt: Date.now() + expires_in * 1000,
  ...(refresh_token !== undefined && { refreshToken: refresh_token }),
});

/** What the issuer says went wrong; never what was sent to it. */
const asSignInFailure = async <Value>(work: () => Promise<Value>): Promise<Value> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const reason =
      error instanceof oauth.ResponseBodyError || error instanceof oauth.AuthorizationResponseError
        ? (error.error_description ?? error.error)
        : error.message;
    throw new CliError('sign_in_failed', `The sign-in failed: ${reason}`, {
      exitCode: EXIT.credentials,
      hint: 'Check --issuer and --client-id, then sign in again: scrip login',
    });
  }
};
