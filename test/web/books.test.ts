import { readFile } from 'node:fs/promises';
import { getBooks } from '@scrip/client';
import { describe, expect, inject, test, vi } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { PATIENCE } from '../support/patience.ts';
import { agencyOf, customerWith, signedIn } from '../support/web.ts';

describe.skipIf(isBrowserMissing)('the books in the console', () => {
  const { open } = useBrowser();

  test('a month’s lines show what moved and whether they can still change, and are saved as the API’s own file', async () => {
    await customerWith(70);
    const thisMonth = await vi.waitFor(async () => {
      const { granted, month } = (await agencyOf().call(getBooks)).orThrow();
      expect(Number(granted.paid)).toBeGreaterThanOrEqual(70);
      return month;
    }, PATIENCE);
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/reports`);
    await page.getByRole('link', { name: 'Books', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Books' }).waitFor();
    const table = page.getByRole('table');
    await table.getByRole('row', { name: /^Closing/ }).waitFor();
    expect(await table.getByRole('rowheader').allTextContents()).toEqual([
      'Opening',
      'Sold',
      'Bonus',
      'Granted',
      'Spent',
      'Refunded',
      'Expired',
      'Reclaimed',
      'Reinstated',
      'Withdrawn',
      'Transfers in',
      'Transfers out',
      'Closing',
    ]);
    const granted = await table
      .getByRole('row', { name: /^Granted/ })
      .getByRole('cell')
      .allTextContents();
    expect(Number(granted[0]?.replaceAll(',', ''))).toBeGreaterThanOrEqual(70);
    await page.getByText('This month is open.').waitFor();

    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: `Save books-${thisMonth} as CSV` }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe(`books-${thisMonth}.csv`);
    expect(await readFile(await file.path(), 'utf8')).toMatch(/^month,line,credits,paid,promo,debt,unpriced/);
  });

  test('where money is less than its smallest unit, the page says that it is rounded', async () => {
    const context = await open();
    const books = (await agencyOf().call(getBooks)).orThrow();
    const recognised = [{ currency: 'EUR', amount: '0.000001' }];
    await context.route(
      (url) => url.pathname === '/v1/agency/books',
      async (route) => {
        await route.fulfill({ json: { ...books, recognised } });
      },
    );
    const page = await signedIn(context, 'admin', `${inject('stack').console}/reports/books`);
    await page.getByRole('row', { name: /^Closing/ }).waitFor();
    expect(await page.getByText('Money is rounded here.').count()).toBe(1);
  });

  test('an earlier month has an address of its own, which the picker leads to', async () => {
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/reports/books`);
    const picker = page.getByLabel('Month');
    const thisMonth = await picker.inputValue();
    await picker.selectOption({ index: 1 });
    const earlier = await picker.inputValue();
    expect(earlier < thisMonth).toBe(true);
    await page.waitForURL(`**/reports/books?month=${earlier}`);
    // Older than the picker offers.
    await page.goto(`${inject('stack').console}/reports/books?month=2011-02`);
    await page.getByRole('heading', { level: 2, name: /^February 2011/ }).waitFor();
    expect(await picker.inputValue()).toBe('2011-02');
    expect(await page.getByRole('row', { name: /^Closing/ }).textContent()).toContain('0');
  });

  test('on a phone only the tables scroll sideways, and the liability says what is held', async () => {
    const page = await signedIn(
      await open({ viewport: { width: 390, height: 800 } }),
      'admin',
      `${inject('stack').console}/reports`,
    );
    const card = page.locator('section').filter({ hasText: 'Outstanding credits' }).first();
    await card.getByText('Held', { exact: true }).waitFor();
    for (const path of ['/reports', '/reports/books']) {
      await page.goto(`${inject('stack').console}${path}`);
      // Another table may be there before it.
      await expect
        .poll(async () => {
          const [whole, table] = await page.evaluate<[number, number]>(
            `[document.documentElement, document.querySelector('.scroll-x')].map((one) => one.scrollWidth - one.clientWidth)`,
          );
          return [whole, table > 0];
        })
        .toEqual([0, true]);
    }
  });

  test('what was outstanding is shown for a past day, in German too', async () => {
    const context = await open({ locale: 'de-DE' });
    const page = await signedIn(context, 'admin', `${inject('stack').console}/reports/books`);
    await page.getByRole('heading', { level: 1, name: 'Bücher' }).waitFor();
    await page.getByLabel('Am Ende des').fill('2011-02-28');
    const card = page.locator('section').filter({ hasText: 'Ausstehend an einem vergangenen Tag' });
    await vi.waitFor(async () => {
      expect(await card.getByRole('definition').allTextContents()).toEqual(['0', '0', '0', '0']);
    }, PATIENCE);
  });
});
