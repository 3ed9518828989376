import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { closeShop, customerAt, openShop, type Shop } from '../support/shop.ts';
import type { TestStack } from '../support/stack.ts';

describe.skipIf(isBrowserMissing)('the widget in a page of React', () => {
  let stack: TestStack;
  let browser: Browser;
  let shop: Shop;
  beforeAll(async () => {
    ({ stack, browser, shop } = await openShop('react'));
  });
  afterAll(() => closeShop({ stack, browser, shop }));

  test('takes the token as a property, speaks the language of the page, and tells React what happened', async () => {
    const { page, context, complaints } = await customerAt(browser, shop);
    const code = await shop.admin.promoCode();
    await page.goto(shop.url);
    await page.locator('scrip-balance:not([compact])').getByText('Guthabenpunkte verfügbar').waitFor();
    const redeem = page.locator('scrip-redeem');
    await redeem.getByRole('textbox', { name: 'Code' }).fill(code);
    await redeem.getByRole('button', { name: 'Code einlösen' }).click();

    await page.getByText('Danke für 50!').waitFor();
    await page.locator('scrip-balance[compact]').getByText('50', { exact: true }).waitFor();
    expect(await page.locator('scrip-balance').first().getAttribute('token')).toBeNull();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
