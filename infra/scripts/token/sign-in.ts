import * as oauth from 'oauth4webapi';
import * as z from 'zod';
import { listenForReturn } from './loopback.ts';

/** What the pages of a deployment are told about signing in (config.json). */
const configSchema = z.object({
  issuer: z.url(),
  clientId: z.string(),
  scope: z.string(),
  audience: z.string().optional(),
});

const isLocal = (url: string): boolean => /^http:\/\/(?:127\.0\.0\.1|localhost)(?=[:/]|$)/.test(url);

/**
 * Signs somebody in at a deployment's issuer: authorization code with PKCE (RFC 7636).
 * @param site where the pages are; they tell issuer and client
 * @param options.port of the address to return to, which the issuer must know as http://localhost:<port>/
 * @param options.show is given the address that a person opens
 * @returns an access token; throws where the issuer refuses
 */
export const signIn = async (
  site: string,
  { port, show }: { port: number; show: (url: string) => void },
): Promise<string> => {
  const config = configSchema.parse(await (await fetch(new URL('config.json', site))).json());
  const issuer = new URL(config.issuer);
  const options = {
    // oxlint-disable-next-line typescript/no-deprecated -- only for an issuer on this machine
    [oauth.allowInsecureRequests]: isLocal(config.issuer),
  };
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
  if (server.authorization_endpoint === undefined)
    throw new Error('The issuer has no authorization endpoint');
  const client = { client_id: config.clientId };
  const [verifier, state] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState()];
  const loopback = await listenForReturn(port);
  try {
    const url = new URL(server.authorization_endpoint);
    url.search = new URLSearchParams({
      client_id: config.clientId,
      response_type: 'code',
      redirect_uri: loopback.address,
      scope: config.scope,
      ...(config.audience !== undefined && { audience: config.audience }),
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).toString();
    show(url.href);
    const parameters = oauth.validateAuthResponse(server, client, await loopback.returned, state);
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      parameters,
      loopback.address,
      verifier,
      options,
    );
    return (await oauth.processAuthorizationCodeResponse(server, client, answer)).access_token;
  } finally {
    loopback.close();
  }
};
