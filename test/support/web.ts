import { randomUUID } from 'node:crypto';
import { agencyClient, createAdjustment, createSession } from '@scrip/client';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { inject } from 'vitest';
import type { Addresses } from './web-setup.ts';

/** Who may sign in (infra/local/sign-in/people.ts). */
export type Login = 'alice' | 'bob' | 'carol' | 'admin' | 'reviewer' | 'finance' | 'other-admin';

/** What a page complains about in its console, and where: empty as long as nothing is wrong. */
export const complaintsOf = (page: Page): string[] => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push([message.text(), message.location().url].filter(Boolean).join(' at '));
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
};

/**
 * Signs somebody in as they would do it: by the button, at the issuer, and back. Only the choice on the issuer's page is
 * made for them, by `login_hint`.
 * @param address of the portal or the console, or of a page of theirs
 * @returns the page where they then are
 */
export const signedIn = async (context: BrowserContext, login: Login, address: string): Promise<Page> => {
  const { issuer } = inject('stack');
  const page = await context.newPage();
  const asked = (url: URL): boolean => url.origin === issuer && url.pathname === '/authorize';
  // Once, and not until it is taken away: that would let go of what another route has just caught.
  const hint = async (route: Route): Promise<void> => {
    const url = new URL(route.request().url());
    url.searchParams.set('login_hint', login);
    await route.continue({ url: url.href });
  };
  await page.route(asked, hint, { times: 1 });
  await page.goto(address);
  const greeted = page.waitForResponse(
    (response) =>
      response.url().includes('/v1/') &&
      response.request().headers()['authorization'] !== undefined &&
      // The page of the return asks whose account it is, and leads on.
      new URL(response.frame().url()).pathname !== '/signed-in',
  );
  await page
    .getByRole('button', { name: /sign in|anmelden/i })
    .first()
    .click();
  await greeted;
  return page;
};

/** What `route.fulfill` takes where the API is to fail. */
export const INTERNAL_ERROR = {
  status: 500,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    type: '/v1/docs/errors#internal_error',
    title: 'Internal error.',
    status: 500,
    code: 'internal_error',
    request: 'req-of-a-test',
  }),
};

/** The agency, as its backend would call the API: for what a test prepares. */
export const agencyOf = (bearer: keyof Addresses['tokens'] = 'admin') => {
  const { api, tokens } = inject('stack');
  return agencyClient({ baseUrl: api, credential: tokens[bearer] });
};

/** A customer of their own for a test, with this many credits. @returns the account's ID */
export const customerWith = async (
  credits: number,
  accountId = `web-${randomUUID().slice(0, 8)}`,
): Promise<string> => {
  if (credits > 0)
    (
      await agencyOf().call(createAdjustment, {
        params: { accountId },
        body: { type: 'in', amount: credits, class: 'paid', reason: 'For a test', create: true },
      })
    ).orThrow();
  return accountId;
};

/**
 * Opens the portal as a customer whom the agency's backend sends there by a link.
 * @param path of the page where the test begins
 * @param spender under whose budget the session is; without one it is the owner's
 */
export const visitAs = async (
  context: BrowserContext,
  accountId: string,
  path = '/',
  spender?: string,
): Promise<Page> => {
  const { portal } = inject('stack');
  const made = await agencyOf().call(createSession, {
    params: { accountId },
    body: { scopes: ['credits:read', 'credits:spend'], seconds: 3600, ...(spender && { spender }) },
  });
  const page = await context.newPage();
  await page.goto(made.orThrow().url);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  if (path !== '/') await page.goto(new URL(path, portal).href);
  return page;
};
