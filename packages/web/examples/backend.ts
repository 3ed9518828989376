import type { IncomingMessage, ServerResponse } from 'node:http';
import { agencyClient, createSession } from '@scrip/client';

export type BackendOptions = {
  /** Where Scrip is, such as https://credits.example.com */
  api: string;
  /** One of the agency's API keys, with the scope agency:write. It never leaves the server. */
  apiKey: string;
  /** Who is signed in at your site, by your own session. */
  customerOf: (request: IncomingMessage) => string | undefined;
};

const SECONDS = 900;

/** Answers `POST /session` of your own site: a token that can do nothing but read and spend one customer's credits. */
export const sessionEndpoint = ({ api, apiKey, customerOf }: BackendOptions) => {
  const scrip = agencyClient({ baseUrl: api, credential: apiKey });
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const accountId = customerOf(request);
    if (accountId === undefined) {
      response.writeHead(401).end();
      return;
    }
    const session = await scrip.call(createSession, {
      params: { accountId },
      body: { scopes: ['credits:read', 'credits:spend'], seconds: SECONDS },
    });
    response.writeHead(session.ok ? 200 : 502, { 'content-type': 'text/plain', 'cache-control': 'no-store' });
    response.end(session.ok ? session.value.token : session.failure.code);
  };
};
