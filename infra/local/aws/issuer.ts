import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  Events,
  type MutableToken,
  OAuth2Server,
  type TokenRequestIncomingMessage,
} from 'oauth2-mock-server';
import * as z from 'zod';
import { LOOPBACK } from '../ports.ts';
import { addSignIn, CODE_PATH } from '../sign-in/sign-in.ts';
import { claimsOf, type TokenRequest } from './token-request.ts';

export type Issuer = {
  url: string;
  mint: (request: TokenRequest) => Promise<string>;
  stop: () => Promise<void>;
};

const TOKEN_TTL_S = 7 * 24 * 60 * 60;

const jwk = z.looseObject({ kid: z.string(), alg: z.string() });

const listed = z
  .string()
  .default('')
  .transform((text) => text.split(' ').filter(Boolean));

const tokenForm = z.object({
  agency: z.string(),
  account: z.string().optional(),
  subject: z.string().optional(),
  region: z.string().optional(),
  scope: listed,
  roles: listed,
});

const clientForm = z.object({ client_id: z.string().optional() });

/** The signing key is kept, so that a token outlives the stack that minted it. */
const prepareKey = async (server: OAuth2Server, file: string | undefined): Promise<void> => {
  const stored = file ? await readFile(file, 'utf8').catch(() => undefined) : undefined;
  if (stored !== undefined) {
    await server.issuer.keys.add(jwk.parse(JSON.parse(stored)));
    return;
  }
  const generated = await server.issuer.keys.generate('RS256', { kid: randomUUID().slice(0, 8) });
  if (!file) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(generated), { mode: 0o600 });
};

/**
 * Starts an OIDC issuer on 127.0.0.1. People sign in at `/authorize`, on a page where they say who they are. Its token
 * endpoint issues a token to any caller:
 * `POST /token` with `grant_type=client_credentials`, `agency`, `account` or `subject`, `scope`, `roles` and `region`;
 * scopes and roles are lists with a space between.
 * @param options.url the issuer that tokens name; its port is where it listens
 */
export const startIssuer = async (options: {
  url: string;
  audience: string;
  keyFile: string | undefined;
}): Promise<Issuer> => {
  const { url, audience, keyFile } = options;
  const server = new OAuth2Server(undefined, undefined, { endpoints: { authorize: CODE_PATH } });
  await prepareKey(server, keyFile);
  await server.start(Number(new URL(url).port || 80), LOOPBACK);
  server.issuer.url = url;

  server.service.on(
    Events.BeforeTokenSigning,
    ({ payload }: MutableToken, request: TokenRequestIncomingMessage) => {
      // An ID token is for the client that the person signs in with, not for the API.
      const client = clientForm.safeParse(request.body).data?.client_id;
      if (client !== undefined && payload['aud'] === client) return;
      const form = tokenForm.safeParse(request.body);
      payload['aud'] = audience;
      if (!form.success) return;
      const { scope: scopes, ...who } = form.data;
      Object.assign(payload, claimsOf({ ...who, scopes }, audience));
    },
  );

  addSignIn(server, audience);

  return {
    url,
    mint: (request) =>
      server.issuer.buildToken({
        expiresIn: request.expiresIn ?? TOKEN_TTL_S,
        scopesOrTransform: (_header, payload) => Object.assign(payload, claimsOf(request, audience)),
      }),
    stop: async () => {
      if (server.listening) await server.stop();
    },
  };
};
