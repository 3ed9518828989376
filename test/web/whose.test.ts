import { createSession } from '@scrip/client';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { barriersOf, isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { agencyOf, customerWith, signedIn, visitAs } from '../support/web.ts';

/** Neither the bearer nor its renewal is taken any more. */
const endSession = (page: Page): Promise<unknown> =>
  page.evaluate(`(() => {
    const name = Object.keys(sessionStorage).find((one) => one.endsWith('/session'));
    const kept = JSON.parse(sessionStorage.getItem(name));
    sessionStorage.setItem(name, JSON.stringify({ ...kept, token: 'ended', refreshToken: undefined }));
  })()`);

const signInAgainAs = async (page: Page, name: RegExp): Promise<void> => {
  await page.getByRole('heading', { name: 'Please sign in again' }).waitFor();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${inject('stack').issuer}/authorize?*`);
  await page.getByText(name).click();
  await page.getByRole('button', { name: /settings and sign-out/ }).waitFor();
};

const portal = (path: string): string => new URL(path, inject('stack').portal).href;

const linkFor = async (accountId: string): Promise<string> => {
  const made = await agencyOf().call(createSession, {
    params: { accountId },
    body: { scopes: ['credits:read', 'credits:spend'], seconds: 3600 },
  });
  return made.orThrow().url;
};

const personIn = (page: Page): Promise<string | null> =>
  page.getByRole('button', { name: /settings and sign-out/ }).getAttribute('aria-label');

/** Leaves a checkout open in this tab. */
const beginCheckout = async (page: Page): Promise<void> => {
  await page.goto(portal('/buy'));
  await page.getByLabel(/Starter/).check();
  await page.getByRole('button', { name: /^Pay/ }).click();
  await page.waitForURL(`${inject('stack').sandbox}/**`);
};

describe.skipIf(isBrowserMissing)('whose a tab is', () => {
  const { open } = useBrowser();

  test('whoever is in at one agency is not in at another agency of the same host', async () => {
    const page = await signedIn(await open(), 'alice', inject('stack').portal);
    await page.goto(portal('/a/other/'));
    await page.getByRole('heading', { name: 'Harbor & Pine' }).waitFor();
    expect(await page.locator('header .balance').count()).toBe(0);
    await page.goto(portal('/'));
    await page.locator('header .balance').waitFor();
  });

  test('who signs in after somebody else’s session ended begins at the first page, with nothing of theirs', async () => {
    const page = await signedIn(await open(), 'alice', inject('stack').portal);
    await beginCheckout(page);
    await page.goto(portal('/buy'));
    await page.getByText(/You began to buy/).waitFor();
    await endSession(page);
    await page.reload();
    await signInAgainAs(page, /^Bob/);
    expect(new URL(page.url()).pathname).toBe('/');
    await page.goto(portal('/buy'));
    await page.getByLabel(/Starter/).waitFor();
    expect(await page.getByText(/You began to buy/).count()).toBe(0);
  });

  test('the same person finds the open checkout and the way back again, by link and at the issuer', async () => {
    const context = await open();
    const page = await context.newPage();
    await page.goto(await linkFor('alice'));
    await page.locator('header .balance').waitFor();
    await beginCheckout(page);
    await page.goto(portal('/buy'));
    await endSession(page);
    await page.reload();
    await page.getByRole('link', { name: /^Back to/ }).waitFor();
    await signInAgainAs(page, /^Alice/);
    await page.getByText(/You began to buy/).waitFor();
    await page.getByRole('button', { name: /settings and sign-out/ }).click();
    expect(await page.getByRole('button', { name: 'Leave' }).count()).toBe(1);
  });

  test('a link over somebody who is in names both accounts and asks', async () => {
    const account = await customerWith(5);
    const page = await signedIn(await open(), 'alice', inject('stack').portal);
    await page.goto(await linkFor(account));
    const question = `You are signed in as Alice (alice). This link signs you in as ${account}.`;
    await page.getByText(question).waitFor();
    await page.reload();
    await page.getByText(question).waitFor();
    await page.getByRole('button', { name: 'Continue as Alice (alice)' }).click();
    expect(await personIn(page)).toContain('Alice');

    await page.goto(await linkFor(account));
    await page.getByRole('button', { name: `Sign in as ${account}` }).click();
    expect(await personIn(page)).toContain(account);
    expect(await page.locator('header .balance .sr').first().textContent()).toBe('5');
  });

  test('a link that was used says so, and whoever is in goes on', async () => {
    const account = await customerWith(5);
    const page = await visitAs(await open(), account);
    await page.goto(`${inject('stack').portal}#code=used-before`);
    await page.getByText('This sign-in link was already used or has expired.').waitFor();
    await page.getByRole('button', { name: `Continue as ${account}` }).click();
    expect(await personIn(page)).toContain(account);
  });

  test('a link whose answer did not come can be tried again', async () => {
    const account = await customerWith(5);
    const page = await (await open()).newPage();
    await page.route('**/v1/sessions', (route) => route.abort());
    await page.goto(await linkFor(account));
    await page.getByText('No answer came. Try again: nothing happens twice.').waitFor();
    await page.unroute('**/v1/sessions');
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(await personIn(page)).toContain(account);
    expect(page.url()).not.toContain('code=');
  });

  test('who signs in at an agency where they have no account is told, and led to their own', async () => {
    const { issuer } = inject('stack');
    const page = await (await open()).newPage();
    await page.goto(portal('/a/other/'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${issuer}/authorize?*`);
    await page.getByText(/^Alice/).click();
    await page.getByRole('heading', { name: 'Your account is at Northlight Studio' }).waitFor();
    await page
      .getByText(
        'You signed in at Harbor & Pine, where you have no account. Your credits are at Northlight Studio.',
      )
      .waitFor();
    expect(await barriersOf(page)).toEqual([]);
    expect(await page.locator('header .balance').count()).toBe(0);
  });

  test('from there, one press leads to the portal of the account', async () => {
    const { issuer } = inject('stack');
    const page = await (await open()).newPage();
    await page.goto(portal('/a/other/'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${issuer}/authorize?*`);
    await page.getByText(/^Alice/).click();
    await page.getByRole('button', { name: 'Go to Northlight Studio' }).click();
    await page.locator('header .balance').waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await personIn(page)).toContain('Alice');
  });

  test('and another leads to the sign-in page for somebody else', async () => {
    const { issuer } = inject('stack');
    const page = await (await open()).newPage();
    await page.goto(portal('/a/other/'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${issuer}/authorize?*`);
    await page.getByText(/^Alice/).click();
    await page.getByRole('button', { name: 'Sign in as somebody else' }).click();
    await page.waitForURL('**/a/other/');
    await page.getByRole('heading', { name: 'Harbor & Pine' }).waitFor();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText(/^Carol/).click();
    await page.locator('header .balance').waitFor();
    expect(await personIn(page)).toContain('Carol');
  });

  test('who signs in there while the account can’t be asked for comes to their own portal as soon as it can', async () => {
    const { issuer } = inject('stack');
    const page = await (await open()).newPage();
    await page.route('**/v1/account', (route) =>
      new URL(page.url()).pathname === '/signed-in' ? route.abort() : route.continue(),
    );
    await page.goto(portal('/a/other/'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${issuer}/authorize?*`);
    await page.getByText(/^Alice/).click();
    await page.locator('header .balance').waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    await page.goto(portal('/a/other/'));
    await page.getByRole('heading', { name: 'Harbor & Pine' }).waitFor();
    expect(await page.locator('header .balance').count()).toBe(0);
  });

  test('a link that is opened at another agency’s address leads to its own portal', async () => {
    const account = await customerWith(7);
    const { hash } = new URL(await linkFor(account));
    const page = await (await open()).newPage();
    await page.goto(portal(`/a/other/${hash}`));
    await page.locator('header .balance').waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await personIn(page)).toContain(account);
  });

  test('who cancels at the issuer reads so, and can sign in after all', async () => {
    const { issuer } = inject('stack');
    const page = await (await open()).newPage();
    await page.goto(portal('/a/other/store'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${issuer}/authorize?*`);
    const state = new URL(page.url()).searchParams.get('state') ?? '';
    const back = new URLSearchParams({ error: 'access_denied', state, iss: issuer });
    await page.goto(portal(`/signed-in?${back.toString()}`));
    await page.getByText('You cancelled the sign-in. Nothing was changed.').waitFor();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${issuer}/authorize?*`);
    await page.getByText(/^Carol/).click();
    await page.waitForURL('**/a/other/store');
    await page.getByRole('article').first().waitFor();
    expect(await personIn(page)).toContain('Carol');
  });
});
