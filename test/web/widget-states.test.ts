import type { Account } from '@scrip/client';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriersOf, isBrowserMissing } from '../support/browser.ts';
import { customerAt, openShop, type OpenShop } from '../support/shop.ts';

const CORS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag' };

const allowed = { allowed: true, reasons: [] };

const account: Account = {
  agency: 'demo',
  account: 'visitor',
  balance: 1180,
  available: 1180,
  held: 0,
  restricted: [],
  debt: 0,
  creditLimit: 0,
  state: 'ok',
  widget: { visible: true, reasons: [] },
  expiring: [{ credits: 150, class: 'promo', expiresAt: '2026-12-15T12:00:00Z' }],
  expiringSoon: { credits: 150, restricted: 0, days: 30 },
  lastCredited: null,
  allowed: { buyCredits: allowed, spendCredits: allowed, sendCredits: allowed },
};

/** From now on the API answers this for the account. */
const answer = async (page: Page, more: Partial<Account>): Promise<void> => {
  await page.unroute('**/v1/account');
  await page.route('**/v1/account', (route) =>
    route.fulfill({ json: { ...account, ...more }, headers: CORS }),
  );
};

const full = (page: Page) => page.locator('#balance');

describe.skipIf(isBrowserMissing)('the widget’s looks', () => {
  let shop: OpenShop;
  beforeAll(async () => {
    shop = await openShop('plain');
  });
  afterAll(() => shop.close());

  test.each([
    ['ok', {}, '1,180', '150 credits expire on 15 December.'],
    ['low', { state: 'low', balance: 45, available: 45 }, '45', 'Low'],
    ['zero', { state: 'zero', balance: 0, available: 0 }, '0', 'No credits'],
    [
      'debt',
      { state: 'debt', balance: -80, available: 0, debt: 80 },
      '\u{2212}80',
      'You owe 80 credits. The next credits pay this first.',
    ],
  ] as const)('a balance that is %s says so in words', async (state, more, number, words) => {
    const { page, context } = await customerAt(shop);
    await answer(page, more);
    await page.goto(shop.url);
    await full(page).getByText(words, { exact: true }).waitFor();

    await expect.poll(() => full(page).locator('[part=amount]').textContent()).toBe(number);
    expect(await page.evaluate(`document.querySelector('#balance:state(${state})') !== null`)).toBe(true);
    expect(await barriersOf(page, { within: '#balance' })).toEqual([]);
    await context.close();
  });

  test('a balance that the agency does not show is not there, and the page hears why', async () => {
    const { page, context } = await customerAt(shop);
    await answer(page, {
      widget: {
        visible: false,
        reasons: [{ code: 'widget_hidden', title: 'This agency does not show balances' }],
      },
    });
    await page.goto(shop.url);
    await page
      .locator('#log')
      .getByText(/"visible":false,"reasons":\[\{"code":"widget_hidden"/)
      .first()
      .waitFor();

    expect(await full(page).boundingBox()).toMatchObject({ height: 0 });
    // Nor does any other element say what there is.
    await page.locator('scrip-buy').getByRole('heading').first().waitFor();
    await page.locator('scrip-history').getByRole('heading').first().waitFor();
    await page.waitForLoadState('networkidle');
    for (const hidden of [/Available (?:now|after)/, /1,180/])
      expect(await page.getByText(hidden).count()).toBe(0);
    expect(await page.locator('scrip-history').getByRole('columnheader', { name: 'Balance' }).count()).toBe(
      0,
    );
    await context.close();
  });

  test('keeps the last number with its time while there is no connection, and looks again when there is', async () => {
    const { page, context } = await customerAt(shop);
    await answer(page, {});
    await page.goto(shop.url);
    await full(page).getByText('1,180').waitFor();
    await context.setOffline(true);
    await full(page)
      .getByText(/^You are offline\. Showing what we knew at \d\d:\d\d\.$/)
      .waitFor();
    expect(await full(page).locator('[part=amount]').textContent()).toBe('1,180');
    await answer(page, { balance: 1200, available: 1200 });
    await context.setOffline(false);

    await full(page).getByText('1,200').waitFor();
    await full(page).getByText('You are offline').waitFor({ state: 'detached' });
    await context.close();
  });

  test('an error names its request and can be tried again', async () => {
    const { page, context } = await customerAt(shop);
    const problem = {
      type: '/',
      title: 'Internal error',
      status: 500,
      code: 'internal_error',
      request: 'req-4711',
    };
    await page.route('**/v1/account', (route) =>
      route.fulfill({ status: 500, json: problem, contentType: 'application/problem+json', headers: CORS }),
    );
    await page.goto(shop.url);
    await full(page).getByText('Request req-4711').waitFor();
    expect(await barriersOf(page, { within: '#balance' })).toEqual([]);
    await answer(page, {});
    await full(page).getByRole('button', { name: 'Try again' }).click();

    await full(page).getByText('1,180').waitFor();
    expect(await full(page).getByText('Request req-4711').count()).toBe(0);
    await context.close();
  });

  test.each(['light', 'dark'] as const)(
    'no element has an accessibility fault in the %s scheme, in either language',
    async (colorScheme) => {
      const { page, account: visitor, context } = await customerAt(shop, { colorScheme, bypassCSP: true });
      await shop.give(visitor, 100);
      const product = await shop.product(40);
      for (const language of ['en', 'de']) {
        await page.goto(`${shop.url}/?product=${product}&lang=${language}`);
        await page.locator('scrip-buy form').waitFor();
        await page.locator('scrip-pay [part=buy-this]').click();
        await page.locator('scrip-pay [part=confirm]').waitFor();
        await page.locator('scrip-history [part=entry]').waitFor();
        await page.locator('scrip-redeem [part=submit]').click();
        await page.locator('scrip-redeem [part=error]:not(:empty)').waitFor();
        expect(await barriersOf(page)).toEqual([]);

        await page.locator('#balance [part=redeem]').click();
        await page.getByRole('dialog').getByRole('textbox').waitFor();
        expect(await barriersOf(page)).toEqual([]);
      }
      await context.close();
    },
  );

  test('fits into 320 pixels, with targets of 44 pixels for fingers', async () => {
    const {
      page,
      account: visitor,
      context,
    } = await customerAt(shop, {
      viewport: { width: 320, height: 700 },
      hasTouch: true,
      isMobile: true,
    });
    await shop.give(visitor, 100);
    await page.goto(shop.url);
    await page.locator('scrip-history [part=entry]').waitFor();
    await page.locator('scrip-buy form').waitFor();

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    const buttons = await page.locator('scrip-balance button, scrip-redeem button, scrip-buy button').all();
    const boxes = await Promise.all(buttons.map((button) => button.boundingBox()));
    expect(boxes.length).toBeGreaterThan(4);
    for (const box of boxes) expect(box?.height).toBeGreaterThanOrEqual(44);
    await context.close();
  });

  test('opens from the balance by keyboard, and gives the focus back when it is closed', async () => {
    const { page, context } = await customerAt(shop);
    await page.goto(shop.url);
    const button = full(page).getByRole('button', { name: 'Buy credits' });
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Buy credits' });
    await dialog.getByRole('button', { name: /^Pay €/ }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    expect(
      await page.evaluate(`document.querySelector('#balance').shadowRoot.activeElement?.part.value`),
    ).toBe('buy');
    await context.close();
  });

  test('an API whose CORS is of every header that the client sends and reads', async () => {
    const preflight = await fetch(`${shop.api}/v1/spends`, {
      method: 'OPTIONS',
      headers: {
        origin: shop.url,
        'access-control-request-method': 'POST',
        'access-control-request-headers':
          'authorization,content-type,idempotency-key,if-match,if-none-match,prefer',
      },
    });
    const plain = await fetch(`${shop.api}/v1/account`, { headers: { origin: shop.url } });

    expect(preflight.headers.get('access-control-allow-headers')?.split(',')).toEqual(
      expect.arrayContaining([
        'authorization',
        'content-type',
        'idempotency-key',
        'if-match',
        'if-none-match',
        'prefer',
      ]),
    );
    expect(plain.headers.get('access-control-allow-origin')).toBe('*');
    expect(plain.headers.get('access-control-expose-headers')?.toLowerCase().split(',')).toEqual(
      expect.arrayContaining(['etag', 'location', 'retry-after', 'idempotent-replayed']),
    );
  });
});
