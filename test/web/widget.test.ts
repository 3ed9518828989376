import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { customerAt, openShop, type OpenShop } from '../support/shop.ts';

/** How many requests to a path a page makes. */
const counted = (page: Page, method: string, path: string): (() => number) => {
  let count = 0;
  page.on('request', (request) => {
    if (request.method() === method && new URL(request.url()).pathname === path) count += 1;
  });
  return () => count;
};

const CORS = { 'access-control-allow-origin': '*' };

const amount = (page: Page) => page.locator('#balance [part=amount]');

describe.skipIf(isBrowserMissing)('the widget on the page of another origin with a strict policy', () => {
  let shop: OpenShop;
  beforeAll(async () => {
    shop = await openShop('plain');
  });
  afterAll(() => shop.close());

  test('buys credits, shows them in all elements and tabs, and leaves no token behind', async () => {
    const { page, context, complaints } = await customerAt(shop);
    const checkouts = counted(page, 'POST', '/v1/checkouts');
    await page.goto(shop.url);
    const other = await context.newPage();
    await other.goto(shop.url);
    await amount(other).getByText('0', { exact: true }).waitFor();
    const buy = page.locator('scrip-buy');
    await buy.getByText('500 credits + 50 bonus').click();
    const opened = context.waitForEvent('page');
    await buy.getByRole('button', { name: 'Pay €45.00 with card' }).dblclick();
    const payment = await opened;
    await payment.getByRole('button', { name: /^Pay €?45/ }).click();

    await buy.getByText('500 + 50 credits added. You have 550 credits available.').first().waitFor();
    for (const tab of [page, other]) {
      await amount(tab).getByText('550', { exact: true }).waitFor();
      await tab.locator('scrip-balance[compact]').getByText('550', { exact: true }).waitFor();
    }
    await page.locator('scrip-history').getByText('+500').waitFor();
    expect(checkouts()).toBe(1);
    await page
      .locator('#log')
      .getByText(/^scrip-credited .*"credits":500,"bonusCredits":50/)
      .waitFor();

    const token = await page.evaluate(
      'fetch("/session", { method: "POST" }).then((answer) => answer.text())',
    );
    const prefix = String(token).slice(0, 8);
    const left: unknown = await page.evaluate(
      `(function texts(root) {
        return [...root.querySelectorAll('*')].map((one) => one.outerHTML + (one.shadowRoot ? texts(one.shadowRoot) : '')).join();
      })(document) + JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + location.href + document.cookie`,
    );
    expect(prefix).toMatch(/^\w{4}/);
    expect(left).toContain('550');
    expect(left).not.toContain(prefix);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('wears the agency’s colour and corners where the page has none of its own', async () => {
    const { page, context, complaints } = await customerAt(shop);
    const branding = {
      name: 'Somebody',
      accent: { light: '#b91c1c', dark: '#fca5a5' },
      radius: 2,
      languages: ['en'],
    };
    await page.route('**/v1/agencies/*/branding', (route) =>
      route.fulfill({
        status: 200,
        headers: CORS,
        contentType: 'application/json',
        body: JSON.stringify(branding),
      }),
    );
    await page.goto(shop.url);
    await amount(page).waitFor();
    const worn = (name: string): Promise<unknown> =>
      page.evaluate(`getComputedStyle(document.querySelector('#balance')).getPropertyValue('${name}')`);
    // This page has a colour of its own, and no corners.
    await expect.poll(() => worn('--radius')).toBe('2px');
    expect(await worn('--accent')).toBe('#3a4ed5');
    await page.evaluate(`document.documentElement.style.setProperty('--scrip-accent', 'initial')`);
    expect(String(await worn('--accent'))).toContain('#b91c1c');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('takes an open checkout up again after a reload, and says what the payment page refuses', async () => {
    const { page, context } = await customerAt(shop);
    const checkouts = counted(page, 'POST', '/v1/checkouts');
    await page.goto(shop.url);
    const buy = page.locator('scrip-buy');
    const field = buy.getByRole('textbox', { name: 'Credits' });
    await field.fill('1,24');
    await buy.getByRole('button', { name: /^Pay/ }).click();
    await buy.getByText('Credits are whole. Enter a number without decimals.').waitFor();
    await field.fill('1.240');
    const opened = context.waitForEvent('page');
    await buy.getByRole('button', { name: 'Pay €124.00 with card' }).click();
    const payment = await opened;
    await payment.waitForLoadState();
    // The page comes again: it is not closed while it is on its way.
    const shownAgain = payment.waitForEvent('load');
    await payment.getByRole('button', { name: /declined/ }).click();
    await shownAgain;
    await payment.close();
    await page.reload();

    await buy.getByText('Waiting for your payment').waitFor();
    await buy.getByText(/^Declined:/).waitFor();
    const again = context.waitForEvent('page');
    await buy.getByRole('link', { name: 'Open the payment page' }).click();
    await (await again).getByRole('button', { name: /^Pay €?124/ }).click();
    await buy.getByText('1,240 + 150 credits added.').first().waitFor();
    expect(checkouts()).toBe(1);
    await context.close();
  });

  test('says that a slow payment is on its way, and that one that failed cost nothing', async () => {
    const { page, context } = await customerAt(shop);
    await page.goto(shop.url);
    const buy = page.locator('scrip-buy');
    const opened = context.waitForEvent('page');
    await buy.getByRole('button', { name: /^Pay €/ }).click();
    const payment = await opened;
    const slow = payment.getByRole('button', { name: 'Pay by a slow method (confirmed later)' });
    await slow.waitFor();
    const address = payment.url();
    await slow.click();

    await buy.getByText(/^Your payment is on its way/).waitFor();
    await shop.sandbox.settle(address, 'fail');
    await buy.getByText('The payment did not go through. You were not charged.').waitFor();
    expect(await amount(page).textContent()).toBe('0');
    await context.close();
  });

  test('renews an expired session by the token function, and says when there is none', async () => {
    const { page, account, context } = await customerAt(shop);
    await shop.give(account, 70);
    const sessions = counted(page, 'POST', '/session');
    await page.goto(shop.url);
    await amount(page).getByText('70', { exact: true }).waitFor();
    expect(sessions()).toBe(1);
    // The API would still know an ended session for half a minute.
    const over = new Set<string | undefined>();
    const seen: string[] = [];
    await page.route('**/v1/account', async (route) => {
      const { authorization = '' } = route.request().headers();
      seen.push(authorization);
      if (over.has(authorization) || over.has('all')) await route.fulfill({ status: 401, headers: CORS });
      else await route.continue();
    });
    const refresh = page.locator('#balance').getByRole('button', { name: 'Refresh' });
    await refresh.click();
    await expect.poll(() => seen).toHaveLength(1);
    over.add(seen[0]);
    await shop.give(account, 5);
    await refresh.click();
    await amount(page).getByText('75', { exact: true }).waitFor();
    expect(sessions()).toBe(2);

    await context.clearCookies();
    over.add('all');
    await refresh.click();
    await page.locator('#balance').getByText('Please sign in again.').waitFor();
    await page.locator('#log').getByText('scrip-error {"code":"signed_out"}').first().waitFor();
    // What was known is still there.
    expect(await amount(page).textContent()).toBe('75');
    await context.close();
  });

  test('buys at no price but the one that was agreed to', async () => {
    const { page, account, context } = await customerAt(shop);
    await shop.give(account, 60);
    const product = await shop.product(40);
    await page.goto(`${shop.url}/?product=${product}`);
    const pay = page.locator('scrip-pay');
    const look = pay.getByRole('button', { name: 'Buy for 40 credits' });
    await look.waitFor();
    await shop.product(55, product);
    await look.click();
    await pay.getByText('The price has changed from 40 to 55 credits.').waitFor();
    expect(await pay.locator('[part=now-value]').textContent()).toBe('60');
    expect(await pay.locator('[part=after-value]').textContent()).toBe('5');
    await pay.getByRole('button', { name: 'Buy for 55 credits' }).dblclick();

    await pay.getByText('Coastal Rocks is yours. 5 credits left.').first().waitFor();
    await amount(page).getByText('5', { exact: true }).waitFor();
    await page
      .locator('#log')
      .getByText(/^scrip-purchased .*"what":"product"/)
      .waitFor();
    await page.reload();
    await pay.getByText('You own this.').waitFor();
    await context.close();
  });

  test('leads from too few credits to more, and back to the purchase', async () => {
    const { page, account, context } = await customerAt(shop);
    await shop.give(account, 25);
    await page.goto(`${shop.url}/?product=${await shop.product(40)}`);
    const pay = page.locator('scrip-pay');
    await pay.getByRole('button', { name: 'Buy for 40 credits' }).click();
    await pay.getByText('Insufficient. Short by 15 credits.').waitFor();
    await pay.getByRole('button', { name: 'Buy credits' }).click();
    const dialog = page.getByRole('dialog', { name: 'Buy credits' });
    const opened = context.waitForEvent('page');
    await dialog.getByText('Another amount').click();
    await dialog.getByRole('textbox').fill('100');
    await dialog.getByRole('button', { name: 'Pay €10.00 with card' }).click();
    await (await opened).getByRole('button', { name: /^Pay €?10/ }).click();
    await dialog.getByText('100 credits added.').first().waitFor();
    await page.keyboard.press('Escape');

    await pay.getByRole('button', { name: 'Buy for 40 credits' }).click();
    await pay.getByText('Coastal Rocks is yours. 85 credits left.').first().waitFor();
    await expect.poll(() => amount(page).textContent(), { timeout: 10_000 }).toBe('85');
    await context.close();
  });

  test('pays an invoice, and asks again when it was changed meanwhile', async () => {
    const { page, account, context } = await customerAt(shop);
    await shop.give(account, 100);
    const invoice = await shop.invoice(account, 30);
    await page.goto(`${shop.url}/?invoice=${invoice.id}`);
    const pay = page.locator('scrip-pay');
    await pay.getByRole('button', { name: 'Pay 30 credits' }).click();
    await pay.getByRole('heading', { name: 'Confirm: Invoice NL-1' }).waitFor();
    await invoice.change(45);
    await pay.getByRole('button', { name: 'Pay 30 credits' }).click();
    await pay.getByText('The price has changed from 30 to 45 credits.').waitFor();
    await pay.getByRole('button', { name: 'Pay 45 credits' }).click();

    await pay.getByText('Invoice NL-1 is paid. 55 credits left.').first().waitFor();
    await expect.poll(() => amount(page).textContent(), { timeout: 10_000 }).toBe('55');
    await context.close();
  });

  test('redeems a code by keyboard, refuses it twice, and says how long to wait after wrong ones', async () => {
    const { page, context } = await customerAt(shop);
    const code = await shop.promoCode();
    await page.goto(shop.url);
    const redeem = page.locator('scrip-redeem');
    const field = redeem.getByRole('textbox', { name: 'Code' });
    await field.focus();
    const enter = async (text: string): Promise<void> => {
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    };
    await enter(code);
    await redeem.getByText('50 credits added. You have 50 credits available.').first().waitFor();
    // The focus is on the head of what is shown now; the next stop is its button.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await enter(code);
    await redeem.getByText('You have already used this code.').waitFor();
    for (let turn = 0; turn < 3; turn += 1) {
      await enter(`WRONG-CODE-${turn}`);
      await redeem.getByText(/^This code is not valid\./).waitFor();
    }
    await enter('WRONG-CODE-4');
    await redeem.getByText(/^Too many invalid codes\. Try again after \d\d:\d\d\.$/).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await context.close();
  });
});
