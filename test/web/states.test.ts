import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { customerWith, INTERNAL_ERROR, signedIn, visitAs } from '../support/web.ts';

/** As if the agency hid the balances of its customers. */
const hideBalance = (page: Page): Promise<unknown> =>
  page.route('**/v1/account', async (route) => {
    const answer = await route.fetch();
    const account = z.looseObject({}).parse(await answer.json());
    const widget = { visible: false, reasons: [{ code: 'widget_hidden', title: 'Hidden' }] };
    await route.fulfill({ response: answer, json: { ...account, widget } });
  });

describe.skipIf(isBrowserMissing)('what a page says when something is not there', () => {
  const { open } = useBrowser();

  test('while it loads it shows the shape of what comes, and says so to screen readers', async () => {
    const page = await visitAs(await open(), await customerWith(10));
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/v1/products*', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('link', { name: 'Store' }).first().click();
    const loading = page.getByRole('status').filter({ hasText: 'Loading' });
    await loading.first().waitFor();
    release();
    await page.getByRole('article').first().waitFor();
    expect(await loading.count()).toBe(0);
  });

  test('when the history fails it says that the credits are safe, the request’s number, and tries again', async () => {
    const page = await visitAs(await open(), await customerWith(10), '/settings');
    await page.route('**/v1/account/entries*', (route) => route.fulfill(INTERNAL_ERROR));
    await page.getByRole('link', { name: 'Credits' }).first().click();
    await page.getByText('We could not load your history').waitFor();
    const told = await page.locator('.state').filter({ hasText: 'could not load' }).textContent();
    expect(told).toContain('Your credits are safe.');
    expect(told).toContain('req-of-a-test');
    await page.unroute('**/v1/account/entries*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('cell', { name: /Adjustment/ }).waitFor();
  });

  test('offline it keeps the last number and says of when it is', async () => {
    const context = await open();
    const page = await visitAs(context, await customerWith(42));
    await page.locator('header .balance').waitFor();
    await context.setOffline(true);
    await page.getByText(/You are offline\. Showing what we knew at \d/).waitFor();
    expect(await page.locator('header .balance .sr').first().textContent()).toBe('42');
    await context.setOffline(false);
    await page.getByText(/You are offline/).waitFor({ state: 'detached' });
  });

  test('a session that ended asks to sign in again and leads back to the same page', async () => {
    const { portal, issuer } = inject('stack');
    const page = await signedIn(await open(), 'alice', portal);
    // Neither the bearer nor its renewal is taken any more.
    await page.evaluate(`(() => {
      const kept = JSON.parse(sessionStorage.getItem('scrip.portal.demo/session'));
      sessionStorage.setItem('scrip.portal.demo/session', JSON.stringify({ ...kept, token: 'ended', refreshToken: undefined }));
    })()`);
    await page.goto(new URL('/invoices', portal).href);
    await page.getByRole('heading', { name: 'Please sign in again' }).waitFor();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${issuer}/authorize?*`);
    await page.getByText(/^Alice/).click();
    await page.getByRole('heading', { name: 'Invoices' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/invoices');
  });

  test('a sign-in link that was used says so instead of signing anybody in', async () => {
    const page = await (await open()).newPage();
    await page.goto(`${inject('stack').portal}#code=used-before`);
    await page.getByRole('heading', { name: 'Signing in failed' }).waitFor();
    await page.getByText('This sign-in link was already used or has expired.').waitFor();
    expect(page.url()).not.toContain('code=');
  });

  test('who comes by a link causes one question about the account', async () => {
    const context = await open();
    const asked: string[] = [];
    context.on('request', (request) => {
      if (new URL(request.url()).pathname === '/v1/account') asked.push(request.method());
    });
    const page = await visitAs(context, await customerWith(12));
    await page.getByText('12', { exact: true }).first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(asked).toEqual(['GET']);
  });

  test('an address that leads nowhere says so', async () => {
    const page = await visitAs(await open(), await customerWith(0), '/nowhere');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('This page does not exist');
  });

  test('a new account says that there are no credits yet and what to do', async () => {
    const page = await visitAs(await open(), await customerWith(0));
    await page.getByText('No credits yet').waitFor();
    expect(await page.getByRole('link', { name: 'Buy credits' }).count()).toBeGreaterThan(0);
    expect(await page.locator('header .balance').textContent()).toContain('No credits');
  });

  test('where the agency hides balances no page says what somebody has', async () => {
    const page = await visitAs(await open(), await customerWith(4321), '/settings');
    await hideBalance(page);
    await page.reload();
    for (const [path, shown] of [
      ['/', 'Balances are not shown here.'],
      ['/buy', 'How many?'],
    ] as const) {
      await page.goto(new URL(path, inject('stack').portal).href);
      await page.getByText(shown).first().waitFor();
      await page.waitForLoadState('networkidle');
      expect((await page.locator('body').textContent())?.replaceAll('+4,321', '')).not.toContain('4,321');
    }
    await page.goto(new URL('/store', inject('stack').portal).href);
    await page.getByRole('link', { name: 'Palette Mixer' }).click();
    await page.getByRole('button', { name: 'Buy for 15 credits' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/Price locked for/).waitFor();
    expect(await dialog.textContent()).not.toMatch(/4,3\d\d/);
    await page.goto(inject('stack').portal);
    await page.getByRole('button', { name: 'Statement' }).click();
    await dialog.getByRole('link', { name: 'Page for printing' }).waitFor();
    expect(await dialog.getByRole('button', { name: 'Download as CSV' }).count()).toBe(0);
  });

  test('where the agency hides balances, too few credits are refused without saying how many are missing', async () => {
    const page = await visitAs(await open(), await customerWith(6), '/settings');
    await hideBalance(page);
    await page.goto(new URL('/store', inject('stack').portal).href);
    await page.getByText('Insufficient').first().waitFor();
    expect(await page.getByText(/Short by/).count()).toBe(0);
    await page.getByRole('link', { name: 'Palette Mixer' }).click();
    await page.getByRole('button', { name: /15 credits/ }).click();
    expect(await page.getByText(/Short by/).count()).toBe(0);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Insufficient').waitFor();
    expect(await dialog.textContent()).not.toMatch(/Short by|\b9 credits/);
    await dialog.getByRole('button', { name: 'See every package' }).click();
    await page.getByRole('heading', { level: 1, name: 'Buy credits' }).waitFor();
    expect(page.url()).not.toContain('need=');
  });
});
