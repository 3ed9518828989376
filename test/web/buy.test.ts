import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { customerWith, signedIn, visitAs, INTERNAL_ERROR } from '../support/web.ts';

const available = (page: Page): Promise<string | null> =>
  page.locator('header .balance .sr').first().textContent();

const pay = async (page: Page, how: string | RegExp): Promise<void> => {
  await page.waitForURL(`${inject('stack').sandbox}/**`);
  await page.getByRole('button', { name: how }).click();
  await page.waitForURL('**/return?**');
};

describe.skipIf(isBrowserMissing)('getting credits', () => {
  const { open } = useBrowser();

  test('alice sees her balance in the header, in words too, and her history with running balances', async () => {
    const page = await signedIn(await open(), 'alice', inject('stack').portal);
    await page.getByRole('heading', { name: 'History' }).waitFor();
    await expect.poll(() => page.locator('header .balance').textContent()).toMatch(/\d\s*credits/);
    const rows = page.locator('table.folds tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBeGreaterThan(20);
    await page.getByText(/Verified to entry \d+/).waitFor();
  });

  test('a paid package comes back to a page that shows its credits, and they are in the history', async () => {
    const page = await visitAs(await open(), await customerWith(0), '/buy');
    await page.getByLabel(/Starter/).check();
    await page.getByRole('button', { name: 'Pay €10.00 with card' }).click();
    await pay(page, /Pay .* now/);
    await page.getByText('100 credits added.').waitFor();
    await expect.poll(() => available(page)).toBe('100');
    await page.getByRole('link', { name: 'See credits' }).click();
    await page.getByRole('cell', { name: 'Credits bought: Starter' }).waitFor();
  });

  test('a cancelled payment costs nothing, and buying the same again continues the same checkout', async () => {
    const page = await visitAs(await open(), await customerWith(0), '/buy');
    await page.getByLabel(/Starter/).check();
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.waitForURL(`${inject('stack').sandbox}/**`);
    const first = page.url();
    await page.getByRole('button', { name: 'Cancel and go back' }).click();
    await page.getByText('You cancelled the payment').waitFor();
    await page.getByText('You were not charged.').waitFor();
    await page.getByRole('link', { name: 'Pay another way' }).click();
    await page.getByText(/You began to buy 100 credits/).waitFor();
    await page.getByLabel(/Starter/).check();
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.waitForURL(`${inject('stack').sandbox}/**`);
    expect(page.url()).toBe(first);
  });

  test('a slow payment says that it is in progress, and so does the page to buy more', async () => {
    const context = await open();
    const slow = await visitAs(context, await customerWith(0), '/buy');
    await slow.getByRole('button', { name: /^Pay/ }).click();
    await pay(slow, 'Pay by a slow method (confirmed later)');
    await slow.getByText('The payment is in progress').waitFor();
    await slow.getByRole('link', { name: 'Credits' }).first().click();
    await slow.goto(new URL('/buy', inject('stack').portal).href);
    expect(await slow.getByText('A payment is in progress.').textContent({ timeout: 10_000 })).toContain(
      'progress',
    );
  });

  test('a declined payment says why, and can be tried again', async () => {
    const page = await visitAs(await open(), await customerWith(0), '/buy');
    await page.getByLabel(/Starter/).check();
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.waitForURL(`${inject('stack').sandbox}/**`);
    const checkout = page.url();
    await page.getByLabel('Because of').selectOption('insufficient_funds');
    await page.getByRole('button', { name: 'Pay with a card that is declined' }).click();
    await page.goto(checkout);
    await page.getByRole('button', { name: /Pay .* now/ }).click();
    await page.waitForURL('**/return?**');
    expect(await page.getByText('100 credits added.').textContent()).toBe('100 credits added.');
  });

  test('any amount can be typed in the form of the language, and what is not for sale is refused at the field', async () => {
    const page = await visitAs(await open({ locale: 'de-DE' }), await customerWith(0), '/buy');
    await page.getByLabel(/Andere Menge/).check();
    const field = page.getByLabel('Punkte', { exact: true });
    await field.fill('5');
    await page.getByRole('alert').filter({ hasText: 'ganze Zahl von 10 bis 100.000' }).waitFor();
    await field.fill('1.250');
    await page.getByRole('button', { name: /125,00.€ mit Karte zahlen/ }).click();
    await page.waitForURL(`${inject('stack').sandbox}/**`);
    expect(await page.getByText('€125.00').first().textContent()).toContain('€125.00');
  });

  test('an amount that reaches a tier shows its bonus and the price per credit, and brings both', async () => {
    const page = await visitAs(await open(), await customerWith(0), '/buy?need=500');
    await page.getByText('From 500 credits: + 50 bonus').waitFor();
    await page.getByLabel(/Another amount/).check();
    await page.getByLabel('Credits', { exact: true }).fill('499');
    const summary = page.locator('aside');
    await summary.getByText('€0.100').waitFor();
    await page.getByLabel('Credits', { exact: true }).fill('500');
    await summary.getByText('€0.091').waitFor();
    await summary.getByText('+50', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Pay €50.00 with card' }).click();
    await pay(page, /Pay .* now/);
    await page.getByText('500 + 50 credits added.').waitFor();
    await expect.poll(() => available(page)).toBe('550');
  });

  test('two presses at once begin one checkout', async () => {
    const page = await visitAs(await open(), await customerWith(0), '/buy');
    let begun = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/v1/checkouts')) begun += 1;
    });
    await page.getByRole('button', { name: /^Pay/ }).dblclick();
    await page.waitForURL(`${inject('stack').sandbox}/**`);
    expect(begun).toBe(1);
  });

  test('credits that arrive in another tab show here', async () => {
    const context = await open();
    const account = await customerWith(50);
    const here = await visitAs(context, account);
    await here.locator('header .balance').waitFor();
    const there = await visitAs(context, account, '/buy');
    await there.getByLabel(/Starter/).check();
    await there.getByRole('button', { name: /^Pay/ }).click();
    await pay(there, /Pay .* now/);
    await there.getByText('100 credits added.').waitFor();
    await expect.poll(() => available(here), { timeout: 10_000 }).toBe('150');
  });

  test('a second press while the browser leaves for the provider begins nothing', async () => {
    const page = await visitAs(await open(), await customerWith(0), '/buy');
    const begun: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/v1/checkouts')) begun.push(request.url());
    });
    // The provider's page takes its time, and somebody presses on and on.
    await page.route(`${inject('stack').sandbox}/**`, async (route) => {
      await delay(2000);
      await route.fulfill({ body: 'The page to pay at' });
    });
    await page.getByLabel(/Starter/).check();
    await page.evaluate(`setInterval(() => document.querySelector('form.columns').requestSubmit(), 50)`);
    await page.waitForURL(`${inject('stack').sandbox}/**`);
    expect(begun).toHaveLength(1);
  });

  test('a checkout that has no page to pay at any more leads to what became of it', async () => {
    const page = await visitAs(await open(), await customerWith(0), '/buy');
    await page.route('**/v1/checkouts', async (route) => {
      const answer = await route.fetch();
      const { url: _, ...checkout } = z.looseObject({}).parse(await answer.json());
      await route.fulfill({ response: answer, json: checkout });
    });
    await page.getByLabel(/Starter/).check();
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.waitForURL('**/return?checkout=*');
    await page.getByText('Waiting for the payment').waitFor();
    expect(new URL(page.url()).searchParams.get('checkout')).toMatch(/^chk_/);
  });

  test('the page after a payment stops looking after ten minutes, says so, and looks again on a press', async () => {
    const page = await visitAs(await open(), await customerWith(0), '/buy');
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.waitForURL(`${inject('stack').sandbox}/**`);
    await page.clock.install();
    await page.goBack();
    await page.getByRole('button', { name: 'Continue payment' }).waitFor();
    const checkout: unknown = await page.evaluate(
      `sessionStorage.getItem(Object.keys(sessionStorage).find((name) => name.endsWith('/checkout')))`,
    );
    await page.goto(new URL(`/return?checkout=${String(checkout)}`, inject('stack').portal).href);
    await page.getByText('Waiting for the payment').waitFor();
    const ended = page.getByText('This page does not look any more.', { exact: false });
    for (let look = 0; look < 120 && (await ended.count()) === 0; look += 1) {
      const answered = page.waitForResponse('**/completion', { timeout: 3000 }).catch(() => undefined);
      await page.clock.runFor(15_000);
      await answered;
    }
    await ended.waitFor();
    await page.clock.runFor(300_000);
    expect(await page.getByRole('link', { name: 'See credits' }).count()).toBe(1);
    const looked = page.waitForResponse('**/completion');
    await page.getByRole('button', { name: 'Look again' }).click();
    expect((await looked).status()).toBe(200);
  });

  test('the page after a payment shows why it can’t look, and tries no more than six times', async () => {
    const page = await visitAs(await open(), await customerWith(0), '/settings');
    let looks = 0;
    await page.route('**/v1/checkouts/*/completion', (route) => {
      looks += 1;
      return route.fulfill(INTERNAL_ERROR);
    });
    await page.clock.install();
    await page.goto(new URL('/return?checkout=chk_1', inject('stack').portal).href);
    await page.getByText('We could not load your payment').waitFor();
    for (let minute = 0; minute < 20; minute += 1) await page.clock.runFor(60_000);
    expect(looks).toBeLessThanOrEqual(6);
    await page.getByRole('button', { name: 'Try again' }).waitFor();
  });
});
