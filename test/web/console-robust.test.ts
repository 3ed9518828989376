import { getAgencyService, putService } from '@scrip/client';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { agencyOf, customerWith, INTERNAL_ERROR, type Login, signedIn } from '../support/web.ts';

const at = (context: BrowserContext, path: string, login: Login = 'admin'): Promise<Page> =>
  signedIn(context, login, `${inject('stack').console}${path}`);

const UNAUTHORIZED = {
  status: 401,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    type: '/v1/docs/errors#unauthorized',
    title: 'No',
    status: 401,
    code: 'unauthorized',
  }),
};

/** Everything that a page asks the API to change, as method and path. */
const changesOf = (page: Page): string[] => {
  const changes: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    const isDryRun = request.headers()['prefer']?.includes('dry-run') ?? false;
    if (pathname.startsWith('/v1/') && request.method() !== 'GET' && !isDryRun)
      changes.push(`${request.method()} ${pathname}`);
  });
  return changes;
};

const fillAdjustment = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Adjust credits' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Credits', { exact: true }).fill('7');
  await dialog.getByLabel('Reason').fill('For your patience');
};

describe.skipIf(isBrowserMissing)('the console when something comes between', () => {
  const { open } = useBrowser();

  test('a session that ends over a dialog loses nothing that was typed: another tab signs in, and it goes on', async () => {
    const { issuer } = inject('stack');
    const context = await open();
    const accountId = await customerWith(10);
    const page = await at(context, `/accounts/${accountId}`);
    await fillAdjustment(page);
    const dialog = page.getByRole('dialog', { name: /Adjust/ });
    await dialog.getByText('17', { exact: true }).waitFor();
    const ended = (url: URL) =>
      url.origin === new URL(page.url()).origin && url.pathname.startsWith('/v1/agency/');
    await page.route(ended, (route) => route.fulfill(UNAUTHORIZED));
    // The issuer does not renew it either.
    const renewal = (url: URL) => url.origin === issuer && !url.pathname.startsWith('/.well-known');
    await page.route(renewal, (route) =>
      route.fulfill({ status: 400, contentType: 'application/json', body: '{"error":"invalid_grant"}' }),
    );
    await dialog.getByRole('button', { name: 'Add 7 credits' }).click();
    const again = page.getByRole('dialog', { name: 'Please sign in again' });
    await again.getByText('What you typed is still here').waitFor();
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape');
    await page.unroute(ended);
    await page.unroute(renewal);
    await context.route(
      (url) => url.origin === issuer && url.pathname === '/authorize',
      async (route) => {
        const url = new URL(route.request().url());
        url.searchParams.set('login_hint', 'admin');
        await route.continue({ url: url.href });
      },
    );
    const opening = context.waitForEvent('page');
    await again.getByRole('button', { name: 'Sign in in a new tab' }).click();
    const tab = await opening;
    if (!tab.isClosed()) await tab.waitForEvent('close');
    await again.waitFor({ state: 'detached' });
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('For your patience');
    await dialog.getByRole('button', { name: 'Add 7 credits' }).click();
    await page.getByText('Adjusted by +7').waitFor();
    await expect.poll(() => page.locator('dl.figures dd.big').first().textContent()).toBe('17');
  });

  test('the browser’s Back closes a dialog and stays on the page; the next one leaves it', async () => {
    const page = await at(await open(), '/');
    await page.getByRole('link', { name: 'Codes' }).first().click();
    await page.getByRole('button', { name: 'New codes' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Promotion').fill('Spring');
    const codes = page.url();
    await page.goBack();
    await dialog.waitFor({ state: 'detached' });
    expect(page.url()).toBe(codes);
    await page.getByRole('button', { name: 'New codes' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.goBack();
    await expect.poll(() => page.url()).not.toBe(codes);
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  });

  test('a list that could not be read again says that it may be old, and reads again when asked', async () => {
    const page = await at(await open(), '/team');
    await page.getByRole('button', { name: 'Create API key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Unseen');
    const list = (url: URL): boolean => url.pathname === '/v1/agency/api-keys';
    await page.route(list, (route) =>
      route.request().method() === 'GET' ? route.fulfill(INTERNAL_ERROR) : route.continue(),
    );
    await dialog.getByRole('button', { name: 'Create API key' }).click();
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    const old = page.getByRole('alert').filter({ hasText: 'this may be old' });
    await old.waitFor();
    expect(await page.getByRole('row').filter({ hasText: 'Unseen' }).count()).toBe(0);
    await page.unroute(list);
    await old.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('row').filter({ hasText: 'Unseen' }).waitFor();
    expect(await old.count()).toBe(0);
  });

  test('what was typed into the catalogue is not left without a word', async () => {
    const page = await at(await open(), '/catalogue/services');
    await page.getByRole('link', { name: 'New service' }).click();
    await page.getByLabel('Name', { exact: true }).fill('A tour');
    await expect.poll(() => page.getByRole('button', { name: 'Save changes' }).isEnabled()).toBe(true);
    await page.goBack();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await page.getByRole('button', { name: 'Keep editing' }).click();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('A tour');
    await page.getByRole('link', { name: 'Overview' }).first().click();
    await page.getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  });

  test('a service that somebody else changed meanwhile is neither deleted nor put back unseen', async () => {
    const agency = agencyOf();
    const params = { serviceId: 'shared-service' };
    const body = { name: 'Shared', price: 5, promotions: [], creditsAccepted: true, onSale: false };
    const change = async (price: number): Promise<void> => {
      const read = await agency.call(getAgencyService, { params });
      const headers = { 'if-match': read.ok ? (read.headers.get('etag') ?? '') : '' };
      (await agency.call(putService, { params, headers, body: { ...body, price } })).orThrow();
    };
    const created = await agency.call(putService, { params, headers: { 'if-none-match': '*' }, body });
    created.orThrow();
    const page = await at(await open(), '/catalogue/services/shared-service');
    await page.getByLabel('Name', { exact: true }).fill('Mine');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await change(6);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Somebody else changed this meanwhile.').waitFor();
    const kept = (await agency.call(getAgencyService, { params })).orThrow();
    expect(kept).toMatchObject({ name: 'Shared', price: 6 });

    await page.goto(`${inject('stack').console}/catalogue/services/shared-service`);
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await change(7);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await dialog.getByText('Somebody else changed this meanwhile.').waitFor();
    expect((await agency.call(getAgencyService, { params })).ok).toBe(true);
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('Shared deleted').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone', { exact: true }).waitFor();
    const back = (await agency.call(getAgencyService, { params })).orThrow();
    expect(back).toMatchObject({ name: 'Shared', price: 7 });
  });

  test('neither Back nor a second Escape takes a secret away that shows only once', async () => {
    const page = await at(await open(), '/team');
    await page.getByRole('button', { name: 'Create API key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Kept');
    await dialog.getByRole('button', { name: 'Create API key' }).click();
    await dialog.getByText('It is never shown again.').waitFor();
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape');
    expect(await dialog.getByText('It is never shown again.').isVisible()).toBe(true);
    // The page before this one was another document: the browser asks, and here nobody agrees.
    const asked: string[] = [];
    page.on('dialog', (question) => {
      asked.push(question.type());
      void question.dismiss();
    });
    await page.goBack({ timeout: 3000 }).catch(() => undefined);
    expect(asked).toEqual(['beforeunload']);
    expect(await dialog.getByText('It is never shown again.').isVisible()).toBe(true);
    expect(new URL(page.url()).pathname).toMatch(/\/team$/);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  test.each<[Login, string, (page: Page) => Promise<void>, string]>([
    [
      'reviewer',
      '/accounts/alice',
      async (page) => {
        await fillAdjustment(page);
        await page.getByRole('dialog').getByRole('button', { name: 'Add 7 credits' }).click();
      },
      'Missing: Change.',
    ],
    [
      'finance',
      '/catalogue/packages/~new',
      async (page) => {
        await page.getByLabel('Name', { exact: true }).fill('Mine');
        await page.getByLabel('ID', { exact: true }).fill('not-mine');
        await page.getByLabel('Credits', { exact: true }).fill('10');
        await page.getByLabel('Price (EUR)').fill('1.00');
        await page.getByRole('button', { name: 'Save changes' }).click();
      },
      'Missing: Change.',
    ],
    [
      'reviewer',
      '/codes',
      async (page) => {
        await page.getByRole('button', { name: 'New codes' }).click();
        await page.getByLabel('Promotion').fill('Spring');
        await page.getByLabel('Credits', { exact: true }).fill('10');
        await page.getByRole('button', { name: /^Create 10 codes/ }).click();
      },
      'Missing: Change.',
    ],
  ])(
    'as %s, a deed at %s says which right is missing, and keeps what was typed',
    async (login, path, act, said) => {
      const page = await at(await open(), path, login);
      await act(page);
      await page.getByText(said).first().waitFor();
      expect(await page.getByText(said).first().isVisible()).toBe(true);
      const texts = await page.evaluate(
        `[...document.querySelectorAll('dialog input, form input')].map((one) => one.value).join()`,
      );
      expect(texts).toMatch(/7|Mine|Spring/);
    },
  );

  test.each<[string, string, (page: Page) => Promise<string>]>([
    [
      'an adjustment',
      '',
      async (page) => {
        await fillAdjustment(page);
        await page.getByRole('dialog').getByText('17', { exact: true }).waitFor();
        return 'Add 7 credits';
      },
    ],
    [
      'codes',
      '/codes',
      async (page) => {
        await page.getByRole('button', { name: 'New codes' }).click();
        await page.getByLabel('Promotion').fill('Twice');
        await page.getByLabel('Credits', { exact: true }).fill('10');
        return 'Create 10 codes for 10 credits';
      },
    ],
    [
      'an invoice',
      '/invoices?new=',
      async (page) => {
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('Number').fill(`D-${Date.now()}`);
        await dialog.getByLabel('For', { exact: true }).fill('A poster');
        await dialog.getByLabel('Amount', { exact: true }).fill('120');
        return 'Issue invoice';
      },
    ],
    [
      'a key',
      '/team',
      async (page) => {
        await page.getByRole('button', { name: 'Create API key' }).click();
        await page.getByRole('dialog').getByLabel('Name').fill('Twice');
        return 'Create API key';
      },
    ],
    [
      'a package',
      '/catalogue/packages/~new',
      async (page) => {
        await page.getByLabel('Name', { exact: true }).fill('Twice');
        await page.getByLabel('ID', { exact: true }).fill(`twice-${Date.now()}`);
        await page.getByLabel('Credits', { exact: true }).fill('10');
        await page.getByLabel('Price (EUR)').fill('1.00');
        // Other tests buy what is for sale here.
        await page.getByLabel('For sale').uncheck();
        return 'Save changes';
      },
    ],
  ])('pressed again and again, %s is made once', async (_what, path, fill) => {
    const accountId = await customerWith(10);
    const address =
      path === '' ? `/accounts/${accountId}` : path === '/invoices?new=' ? path + accountId : path;
    const page = await at(await open(), address);
    const deed = await fill(page);
    const changes = changesOf(page);
    // What follows a change is slow: the button is still there when it was done.
    await page.route('**/v1/agency/**', async (route) => {
      if (route.request().method() === 'GET') await new Promise((resolve) => setTimeout(resolve, 800));
      await route.continue();
    });
    const button = page.getByRole('button', { name: deed, exact: true }).last();
    await button.dblclick();
    for (let press = 0; press < 5; press += 1) {
      await page.waitForTimeout(120);
      await button.click({ timeout: 100, force: true }).catch(() => undefined);
    }
    await page.waitForTimeout(1500);
    expect(changes).toHaveLength(1);
  });
});
