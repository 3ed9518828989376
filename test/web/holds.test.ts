import { createAccountHold, createHold, createSession, customerClient } from '@scrip/client';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { agencyOf, customerWith, signedIn, visitAs } from '../support/web.ts';

/** A customer with 100 credits, of which the agency holds 30 and the customer 10. */
const customerWithHolds = async (): Promise<string> => {
  const accountId = await customerWith(100);
  const agency = agencyOf();
  const params = { accountId };
  const body = { amount: 30, reference: 'render-7', note: 'Render farm' };
  (await agency.call(createAccountHold, { params, body })).orThrow();
  const made = await agency.call(createSession, {
    params,
    body: { scopes: ['credits:read', 'credits:spend'], seconds: 600 },
  });
  const customer = customerClient({ baseUrl: inject('stack').api, credential: made.orThrow().token });
  (await customer.call(createHold, { body: { amount: 10, reference: 'upscale-2' } })).orThrow();
  return accountId;
};

const figureOf = (page: Page, name: string) =>
  page
    .locator('.figures > div')
    .filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) })
    .locator('dd')
    .first();

describe.skipIf(isBrowserMissing)('holds', () => {
  const { open } = useBrowser();

  test('a customer sees apart what is available, held and theirs, and releases what they hold', async () => {
    const page = await visitAs(await open(), await customerWithHolds());
    const balance = page.locator('header .balance');
    const figure = (name: string) => figureOf(page, name);
    await balance.getByText('40 held').waitFor();
    expect(await balance.locator('.sr').first().textContent()).toBe('60');
    expect(await figure('Balance').textContent()).toBe('100');
    expect(await figure('Held').textContent()).toBe('40');
    const render = page.getByRole('row').filter({ hasText: 'Render farm' });
    await render.waitFor();
    expect(await render.textContent()).toMatch(/Held by .*30/s);
    expect(await render.getByRole('button').count()).toBe(0);
    await page.getByRole('button', { name: 'Release the credits for upscale-2' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
    await page.getByText('10 credits released.').waitFor();
    await balance.getByText('30 held').waitFor();
    await expect.poll(() => figure('Balance').textContent()).toBe('100');
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'upscale-2' }).count()).toBe(0);
  });

  test('the agency captures a part, then releases the rest', async () => {
    const accountId = await customerWithHolds();
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/accounts/${accountId}`);
    const figure = (name: string) => figureOf(page, name);
    await expect.poll(() => figure('Held').textContent()).toBe('40');
    await page.getByText('Holds', { exact: true }).click();
    await page.getByRole('button', { name: 'Capture Render farm' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Credits to spend').fill('31');
    expect(await dialog.getByRole('button', { name: 'Capture 31 credits' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Credits to spend').fill('12');
    await dialog.getByLabel(/Last capture/).uncheck();
    await dialog.getByRole('button', { name: 'Capture 12 credits' }).click();
    await page.getByText('12 credits captured').first().waitFor();
    await page.getByText('12 of 30 captured').waitFor();
    await expect.poll(() => figure('Held').textContent()).toBe('28');
    await expect.poll(() => figure('Balance').textContent()).toBe('88');
    await page.getByRole('button', { name: 'Release Render farm' }).click();
    await dialog.getByRole('button', { name: 'Release' }).click();
    await expect.poll(() => figure('Available').textContent()).toBe('78');
    await expect.poll(() => figure('Held').textContent()).toBe('10');
  });

  test('an order that holds is paid when the agency marks it done, at the final price', async () => {
    const accountId = await customerWith(100);
    const portal = await visitAs(await open(), accountId, '/services');
    await portal.getByRole('button', { name: 'Order Illustration' }).click();
    await portal.getByRole('dialog').getByText('you pay when it is done').waitFor();
    await portal.getByRole('button', { name: 'Order for 60 credits' }).click();
    await portal.getByRole('button', { name: 'See orders' }).click();
    const ordered = portal.getByRole('row').filter({ hasText: 'Illustration' });
    await ordered.getByText('Held, you pay when it is done').waitFor();

    const orders = `${inject('stack').console}/orders?account=${accountId}`;
    const page = await signedIn(await open(), 'admin', orders);
    const row = page.getByRole('row').filter({ hasText: 'Illustration' });
    await row.getByText('Held').waitFor();
    await row.getByRole('combobox').selectOption('done');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Final price').fill('61');
    expect(await dialog.getByRole('button', { name: 'Charge 61 credits' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Final price').fill('45');
    await dialog.getByRole('button', { name: 'Charge 45 credits' }).click();
    await row.getByText('of 60 agreed').waitFor();
    expect(await row.getByRole('combobox').inputValue()).toBe('done');

    await portal.reload();
    await ordered.getByText('Paid, less than the 60 agreed').waitFor();
    await portal.goto(inject('stack').portal);
    const entry = portal.getByRole('row').filter({ hasText: 'Service: Illustration' });
    await entry.waitFor();
    await expect.poll(() => entry.textContent()).toMatch(/45.*55/);
    await entry.getByRole('link').click();
    await ordered.waitFor();
  });

  test('the customer cancels an order that nobody has begun, and the agency one that it works on', async () => {
    const accountId = await customerWith(200);
    const portal = await visitAs(await open(), accountId, '/services');
    const order = async (): Promise<void> => {
      await portal.getByRole('button', { name: 'Order Illustration' }).click();
      await portal.getByRole('button', { name: 'Order for 60 credits' }).click();
      await portal.getByRole('button', { name: 'See orders' }).last().click();
      await portal.getByText('Held, you pay when it is done').first().waitFor();
    };
    const balance = portal.locator('header .balance .sr').first();
    await order();
    await portal.getByRole('button', { name: 'Cancel order: Illustration' }).click();
    await portal.getByRole('dialog').getByRole('button', { name: 'Cancel order' }).click();
    await portal.getByText('Given back').waitFor();
    await expect.poll(() => balance.textContent()).toBe('200');
    await portal.goto(new URL('/services', inject('stack').portal).href);
    await order();

    const orders = `${inject('stack').console}/orders?account=${accountId}`;
    const page = await signedIn(await open(), 'admin', orders);
    const row = page.getByRole('row').filter({ hasText: 'Held' });
    const status = row.getByRole('combobox');
    await status.selectOption('in_progress');
    await page.getByText('Status is now In progress').waitFor();
    await status.selectOption('cancelled');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect.poll(() => status.inputValue()).toBe('in_progress');
    await status.selectOption('cancelled');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel order' }).click();
    await expect.poll(() => page.getByText('Given back').count()).toBe(2);
    await portal.reload();
    await expect.poll(() => balance.textContent()).toBe('200');
  });
});
