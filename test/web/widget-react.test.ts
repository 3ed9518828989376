import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { customerAt, openShop, type OpenShop } from '../support/shop.ts';

describe.skipIf(isBrowserMissing)('the widget in a page of React', () => {
  let shop: OpenShop;
  beforeAll(async () => {
    shop = await openShop('react');
  });
  afterAll(() => shop.close());

  test('takes the token as a property, speaks the language of the page, and tells React what happened', async () => {
    const { page, context, complaints } = await customerAt(shop);
    const code = await shop.promoCode();
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
