import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Database } from '../database.ts';
import { failure } from './errors.ts';
import { json, type Reply, type Route, type SandboxRequest } from '../http/route.ts';
import type { PaypalAccountSettings } from './account.ts';
import { merchantId } from './ids.ts';
import { nowInSeconds } from '../clock.ts';
import { orderTime } from './times.ts';

const TOKEN_TTL_S = 32_400;

const row = z.object({ account: z.string() });

/** The access tokens that were given out. */
export const openTokens = (database: Database) => {
  database.exec(`
    CREATE TABLE IF NOT EXISTS paypal_token (
      token TEXT PRIMARY KEY, account TEXT NOT NULL, expires INTEGER NOT NULL
    ) WITHOUT ROWID`);
  const insert = database.prepare('INSERT INTO paypal_token (token, account, expires) VALUES (?, ?, ?)');
  const read = database.prepare('SELECT account FROM paypal_token WHERE token = ? AND expires > ?');
  const clear = database.prepare('DELETE FROM paypal_token');

  return {
    issue: (account: string): string => {
      const token = `A21AA${randomBytes(66).toString('base64url')}`;
      insert.run(token, account, nowInSeconds() + TOKEN_TTL_S);
      return token;
    },
    /** @returns the merchant that the token is for */
    accountOf: (token: string): string | undefined =>
      row.optional().parse(read.get(token, nowInSeconds()))?.account,
    expireAll: (): void => {
      clear.run();
    },
  };
};

export type Tokens = ReturnType<typeof openTokens>;

const SCOPES = ['payments/payment', 'payments/refund', 'reporting/search/read', 'disputes/read-seller'];

const refused = (status: number, error: string, description: string): Reply =>
  json(status, { error, error_description: description });

/** @returns the client id and the secret, with a colon between them; nothing where the request has none */
const credentialsIn = ({ headers: { authorization = '' } }: SandboxRequest): string => {
  const [scheme, credentials = ''] = authorization.split(' ');
  return scheme?.toLowerCase() === 'basic' ? Buffer.from(credentials, 'base64').toString() : '';
};

/** https://developer.paypal.com/api/rest/authentication/ */
export const tokenRoute = (settings: readonly PaypalAccountSettings[], tokens: Tokens): Route => ({
  method: 'POST',
  path: '/paypal/v1/oauth2/token',
  failure,
  keyOf: (request) => credentialsIn(request).split(':')[0] ?? '',
  handle: (request) => {
    const given = credentialsIn(request);
    const app = settings.find(({ clientId, clientSecret }) => given === `${clientId}:${clientSecret}`);
    if (app === undefined) {
      return refused(401, 'invalid_client', 'Client Authentication failed');
    }
    if (new URLSearchParams(request.body).get('grant_type') !== 'client_credentials') {
      return refused(400, 'unsupported_grant_type', 'The sandbox knows client_credentials only');
    }
    return json(200, {
      scope: SCOPES.map((scope) => `https://uri.paypal.com/services/${scope}`).join(' '),
      access_token: tokens.issue(merchantId(app.clientId)),
      token_type: 'Bearer',
      app_id: 'APP-SANDBOX0000000000',
      expires_in: TOKEN_TTL_S,
      nonce: `${orderTime(nowInSeconds())}${randomBytes(16).toString('base64url')}`,
    });
  },
});
