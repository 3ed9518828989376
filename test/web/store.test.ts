import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { getAgencyProduct, type ProductInput, putProduct } from '@scrip/client';
import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { agencyOf, customerWith, visitAs } from '../support/web.ts';

const productId = 'web-test-product';

/** A product of this file's own, at this price. */
const priced = async (price: number): Promise<void> => {
  const scrip = agencyOf();
  const params = { productId };
  const body: ProductInput = {
    name: 'Paper Lanterns',
    variants: [{ id: 'standard', name: 'Standard', price }],
    promotions: [],
    onSale: true,
  };
  const now = await scrip.call(getAgencyProduct, { params });
  const headers = now.ok ? { 'if-match': now.headers.get('etag') ?? '' } : { 'if-none-match': '*' };
  (await scrip.call(putProduct, { params, headers, body })).orThrow();
};

describe.skipIf(isBrowserMissing)('the store', () => {
  const { open } = useBrowser();

  test('a product is bought once at the price shown, owned, and downloaded whole', async () => {
    const page = await visitAs(
      await open({ acceptDownloads: true }),
      await customerWith(500),
      '/store/streets-none',
    );
    await page.getByText('This is not here').waitFor();
    await page.goto(new URL('/store', inject('stack').portal).href);
    await page.getByRole('link', { name: 'Palette Mixer' }).click();
    await page.getByRole('button', { name: 'Buy for 15 credits' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Available after').waitFor();
    expect(await dialog.textContent()).toContain('485');
    await dialog.getByText(/Price locked for/).waitFor();
    await dialog.getByRole('button', { name: 'Buy for 15 credits' }).dblclick();
    await page.getByText('Palette Mixer is yours.').waitFor();
    await page.getByRole('link', { name: 'Open in library' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    const file = await readFile(await (await downloading).path());
    expect(file.subarray(0, 2).toString()).toBe('PK');
    expect(createHash('sha256').update(file).digest('hex')).toMatch(/^[0-9a-f]{64}$/);
    await page.goto(new URL('/', inject('stack').portal).href);
    await page.getByRole('cell', { name: 'Purchase: Palette Mixer, Standard' }).waitFor();
  });

  test('a price that changes between look and confirm is shown and asked again', async () => {
    await priced(40);
    const page = await visitAs(await open(), await customerWith(500), `/store/${productId}`);
    const button = page.getByRole('button', { name: 'Buy for 40 credits' });
    await button.waitFor();
    await priced(55);
    await button.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The price has changed').waitFor();
    expect(await dialog.textContent()).toContain('from 40 to 55 credits.');
    await dialog.getByRole('button', { name: 'Buy for 55 credits' }).click();
    await page.getByText('Paper Lanterns is yours.').waitFor();
  });

  test('who has too few credits buys the package that covers it, and goes on where they were', async () => {
    await priced(60);
    const page = await visitAs(await open(), await customerWith(45), `/store/${productId}`);
    await page.getByText('Short by 15').first().waitFor();
    await page.getByRole('button', { name: 'Buy for 60 credits' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Insufficient').waitFor();
    await dialog.getByText('15 credits', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Buy 100 credits for €10.00' }).click();
    await page.getByRole('button', { name: 'Pay €10.00 with card' }).click();
    await page.waitForURL(`${inject('stack').sandbox}/**`);
    await page.getByRole('button', { name: /Pay .* now/ }).click();
    await page.getByText('100 credits added.').waitFor();
    await page.getByRole('link', { name: 'Go on where you were' }).click();
    await page.getByRole('button', { name: 'Buy for 60 credits' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Buy for 60 credits' }).click();
    await page.getByText('Paper Lanterns is yours.').waitFor();
    await expect.poll(() => page.locator('header .balance .sr').first().textContent()).toBe('85');
  });

  test('a purchase that was not downloaded is returned for its credits', async () => {
    await priced(30);
    const page = await visitAs(await open(), await customerWith(100), `/store/${productId}`);
    await page.getByRole('button', { name: 'Buy for 30 credits' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Buy for 30 credits' }).click();
    await page.getByText('Paper Lanterns is yours.').waitFor();
    await page.goto(new URL('/library/purchases', inject('stack').portal).href);
    await page.getByRole('button', { name: 'Refund' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Return for 30 credits' }).click();
    await page.getByText('30 credits are back on your account.').waitFor();
    await page.getByRole('cell', { name: 'Refunded' }).waitFor();
    await expect.poll(() => page.locator('header .balance .sr').first().textContent()).toBe('100');
  });

  test('what is not for this customer says so and has no button', async () => {
    const page = await visitAs(await open(), await customerWith(500), '/store/fabric');
    await page.getByText('Not available to you or in your region.').first().waitFor();
    expect(await page.getByRole('button', { name: /Buy for/ }).count()).toBe(0);
  });

  test('a price lock that ends with the dialog open offers the price of now, and asks again', async () => {
    await priced(40);
    const page = await visitAs(await open(), await customerWith(500), '/store');
    await page.clock.install();
    await page.goto(new URL(`/store/${productId}`, inject('stack').portal).href);
    await page.getByRole('button', { name: 'Buy for 40 credits' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/Price locked for/).waitFor();
    await priced(55);
    await page.clock.fastForward('20:00');
    await dialog.getByText('The price lock has ended.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Buy for 40 credits' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'See the price now' }).click();
    await dialog.getByText('from 40 to 55 credits.').waitFor();
    // The device's clock is wrong by twenty minutes now, and the new lock holds all the same.
    await dialog.getByText(/Price locked for/).waitFor();
    await dialog.getByRole('button', { name: 'Buy for 55 credits' }).click();
    await page.getByText('Paper Lanterns is yours.').waitFor();
    await expect.poll(() => page.locator('header .balance .sr').first().textContent()).toBe('445');
  });

  test('credits that move in another tab leave a locked price as it is', async () => {
    await priced(40);
    const context = await open();
    const page = await visitAs(context, await customerWith(500), `/store/${productId}`);
    const quotes: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && /\/v1\/(quotes|purchases)$/.test(request.url()))
        quotes.push(request.url());
    });
    await page.getByRole('button', { name: 'Buy for 40 credits' }).click();
    await page
      .getByRole('dialog')
      .getByText(/Price locked for/)
      .waitFor();
    await page.waitForLoadState('networkidle');
    const before = quotes.length;
    const looked = page.waitForResponse('**/v1/account');
    const other = await context.newPage();
    await other.goto(inject('stack').portal);
    await other.evaluate(`new BroadcastChannel('scrip').postMessage('credits-moved')`);
    await looked;
    await page.waitForLoadState('networkidle');
    expect(quotes).toHaveLength(before);
    expect(before).toBeGreaterThan(0);
  });

  test('a search looks through the whole catalogue, also what the page has not loaded yet', async () => {
    const page = await visitAs(await open(), await customerWith(10), '/settings');
    await page.route('**/v1/products?*', async (route) => {
      // The part that follows is asked for with a cursor that only this test knows.
      const url = new URL(route.request().url());
      const isFirst = !url.searchParams.has('cursor');
      url.searchParams.delete('cursor');
      const answer = await route.fetch({ url: url.href });
      const { items } = z.object({ items: z.array(z.unknown()) }).parse(await answer.json());
      await route.fulfill({
        json: isFirst
          ? { items: items.slice(0, 1), cursor: 'next' }
          : { items: items.slice(1), cursor: null },
      });
    });
    await page.getByRole('link', { name: 'Store' }).first().click();
    await page.getByRole('article').first().waitFor();
    expect(await page.getByRole('article').count()).toBe(1);
    await page.getByRole('searchbox', { name: 'Search the store' }).fill('Palette');
    await page.getByRole('article').filter({ hasText: 'Palette Mixer' }).waitFor();
  });
});
