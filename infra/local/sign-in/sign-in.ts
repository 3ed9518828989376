import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import {
  Events,
  type MutableRedirectUri,
  type MutableResponse,
  type MutableToken,
  type OAuth2Server,
  type TokenRequestIncomingMessage,
} from 'oauth2-mock-server';
import * as z from 'zod';
import { claimsOf } from '../aws/token-request.ts';
import { sendPage, sendStyle, signInPage, STYLE_PATH } from './page.ts';
import { findPerson, type Person } from './people.ts';

/** Seconds. Short, so that everybody's session is renewed now and then, as it is in the cloud. */
const ACCESS_TOKEN_TTL_S = 15 * 60;

/** Where the library gives out codes; the page on which one says who one is comes before it. */
export const CODE_PATH = '/authorize/code';
const AUTHORIZE_PATH = '/authorize';

const granted = z.discriminatedUnion('grant_type', [
  z.object({ grant_type: z.literal('authorization_code'), code: z.string() }),
  z.object({ grant_type: z.literal('refresh_token'), refresh_token: z.string() }),
]);

const client = z.object({ client_id: z.string() });
const fields = z.record(z.string(), z.unknown());

const queryOf = ({ url = '/' }: IncomingMessage): URLSearchParams =>
  new URL(url, 'http://localhost').searchParams;

/**
 * Adds people to the issuer: one says on a page who one is, and the tokens of that sign-in are that person's, those of its
 * refresh tokens too. `login_hint` says it without the page; `prompt` asks all the same.
 */
export const addSignIn = ({ service, issuer }: OAuth2Server, audience: string): void => {
  /** Who has signed in, by the code that was given out for it. */
  const codes = new Map<string, Person>();

  /** Who is meant by a request for tokens; undefined where it is not about somebody who signed in on the page. */
  const signedIn = ({ body }: TokenRequestIncomingMessage): Person | undefined => {
    const grant = granted.safeParse(body).data;
    if (!grant) return undefined;
    if (grant.grant_type === 'authorization_code') return codes.get(grant.code);
    // It says whose it is, so that it outlives the stack that gave it out. Anybody gets any token here anyway.
    return findPerson(grant.refresh_token.split('~')[0]);
  };

  service.addRoute('GET', AUTHORIZE_PATH, (request, response) => {
    const query = queryOf(request);
    const { prompt, login_hint: hint, agency } = Object.fromEntries(query);
    // Who names an agency, as the command line's tests do, says the rest of it to the token endpoint.
    const isNamed = findPerson(hint) !== undefined || agency !== undefined;
    if (isNamed && prompt !== 'select_account')
      response.writeHead(302, { location: `${CODE_PATH}?${query.toString()}` }).end();
    else sendPage(response, signInPage(CODE_PATH, query));
  });
  service.addRoute('GET', STYLE_PATH, (_request, response) => {
    sendStyle(response);
  });

  service.on(Events.BeforeWellKnownOpenIdConfiguration, (response: MutableResponse) => {
    response.body = {
      ...fields.parse(response.body),
      authorization_endpoint: `${issuer.url}${AUTHORIZE_PATH}`,
      grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    };
  });

  service.on(Events.BeforeAuthorizeRedirect, ({ url }: MutableRedirectUri, request: IncomingMessage) => {
    const person = findPerson(queryOf(request).get('login_hint') ?? undefined);
    const code = url.searchParams.get('code');
    if (person && code !== null) codes.set(code, person);
  });

  service.on(Events.BeforeTokenSigning, ({ payload }: MutableToken, request: TokenRequestIncomingMessage) => {
    const person = signedIn(request);
    if (!person) return;
    const { name, login, claims } = person;
    const ours = claimsOf(claims, audience);
    if (payload['aud'] === client.safeParse(request.body).data?.client_id) {
      const { sub, agency_id } = ours;
      Object.assign(payload, { sub, agency_id, name, preferred_username: login });
      return;
    }
    Object.assign(payload, ours, { exp: payload.iat + ACCESS_TOKEN_TTL_S });
  });

  service.on(Events.BeforeResponse, (response: MutableResponse, request: TokenRequestIncomingMessage) => {
    const person = signedIn(request);
    if (!person) return;
    const grant = granted.parse(request.body);
    if (grant.grant_type === 'authorization_code') codes.delete(grant.code);
    response.body = {
      ...fields.parse(response.body),
      scope: person.claims.scopes.join(' '),
      expires_in: ACCESS_TOKEN_TTL_S,
      refresh_token: `${person.login}~${randomUUID()}`,
    };
  });
};
