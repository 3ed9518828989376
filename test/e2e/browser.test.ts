import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { payAt } from '../../infra/local/demo/sandbox-client.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { barriersOf, bundled, isBrowserMissing, startBrowser, startSite } from '../support/browser.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';
import { tokenWith } from '../support/tokens.ts';

/** The example of the client's README, in whatever has a `postMessage`. */
const IN_WORKER = `
  import { buyAndSpend } from './packages/client/examples/customer.ts';
  onmessage = async ({ data: { api, token } }) => {
    const text = await buyAndSpend(api, async () => token, (open) => postMessage({ open }));
    postMessage({ text });
  };`;

const IN_PAGE = `
  import { buyAndSpend } from './packages/client/examples/customer.ts';
  globalThis.inPage = (api, token) => buyAndSpend(api, async () => token, globalThis.openTab);
  globalThis.inWorker = (api, token) => new Promise((resolve, reject) => {
    const worker = new Worker('/worker.js');
    worker.onmessage = ({ data: { open, text } }) => (open ? globalThis.openTab(open) : resolve(text));
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage({ api, token });
  });`;

describe.skipIf(isBrowserMissing)('in Chromium', () => {
  let stack: TestStack;
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;
  beforeAll(async () => {
    stack = await sharedTestStack();
    browser = await startBrowser();
    const policy = `default-src 'none'; script-src 'self'; worker-src 'self'; connect-src ${stack.api}`;
    site = await startSite(policy, {
      '/': '<!doctype html><title>A shop</title><script src="/shop.js"></script>',
      '/shop.js': await bundled(IN_PAGE),
      '/worker.js': await bundled(IN_WORKER),
    });
  });
  afterAll(async () => {
    await browser.close();
    site.stop();
    await stack.stop();
  });

  test.each(['inPage', 'inWorker'])(
    'the client buys and spends on the page of another origin with a strict policy: %s',
    async (run) => {
      const page = await browser.newPage();
      await page.exposeFunction('openTab', (url: string) => payAt(url, 'paid'));
      await page.goto(site.url);
      const [api, token] = [stack.api, await tokenWith({ sub: randomId('browser') })].map((text) =>
        JSON.stringify(text),
      );

      expect(await page.evaluate(`${run}(${api}, ${token})`)).toBe(
        'checkout, spend: 95 credits, as after entry 2',
      );
      await page.close();
    },
  );

  test.each(['light', 'dark'] as const)(
    'the documentation has no accessibility fault: %s',
    async (scheme) => {
      const context = await browser.newContext({ colorScheme: scheme, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(`${stack.api}/v1/docs`);
      await page.locator('#createSpend summary').click();
      await page.locator('#schema-Account summary').click();

      expect(await barriersOf(page)).toEqual([]);
      await page.goto(`${stack.api}/v1/docs/errors`);
      expect(await barriersOf(page)).toEqual([]);
      await context.close();
    },
  );

  test('a form of the documentation succeeds as it is prefilled, as another operation each time', async () => {
    const page = await browser.newPage();
    await page.goto(`${stack.api}/v1/docs#createCheckout`);
    await page.fill('#token', await tokenWith({ sub: randomId('reader') }));
    const form = page.locator('#createCheckout form');
    const ids = new Set<string>();
    for (let turn = 0; turn < 2; turn += 1) {
      const answered = page.waitForResponse(/\/v1\/checkouts$/);
      await form.getByRole('button').click();
      const answer = await answered;
      expect(answer.status()).toBe(201);
      const { id } = z.object({ id: z.string() }).parse(await answer.json());
      await form.locator('pre').filter({ hasText: id }).waitFor();
      await form.getByText('201', { exact: true }).waitFor();
      ids.add(id);
    }

    expect(ids.size).toBe(2);
    await page.close();
  });

  test('the documentation finds operations by their words', async () => {
    const page = await browser.newPage();
    await page.goto(`${stack.api}/v1/docs`);
    await page.fill('#search', 'promo code');

    expect(await page.locator('#createRedemption').isVisible()).toBe(true);
    expect(await page.locator('#createSpend').isVisible()).toBe(false);
    await page.close();
  });
});
