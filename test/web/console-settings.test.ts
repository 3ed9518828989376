import { once } from 'node:events';
import { createServer } from 'node:http';
import { getSettings, listApiKeys, listDeliveries, putSettings } from '@scrip/client';
import type { Page } from 'playwright-core';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { barriersOf, isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { barriersInBothSchemes } from '../support/tour.ts';
import { agencyOf, customerWith, type Login, signedIn } from '../support/web.ts';

const settingsNow = async () => {
  const read = await agencyOf().call(getSettings, {});
  const { providerOffers: _offers, ...settings } = read.orThrow();
  return { settings, etag: read.ok ? (read.headers.get('etag') ?? '') : '' };
};

describe.skipIf(isBrowserMissing)('settings, team and events of the console', () => {
  const { open } = useBrowser();
  const at = async (path: string, login: Login = 'admin'): Promise<Page> =>
    signedIn(await open({ reducedMotion: 'reduce' }), login, `${inject('stack').console}${path}`);

  test('branding: a preview in both schemes, a fault at its field, saved and undone', async () => {
    const before = (await settingsNow()).settings.branding;
    const page = await at('/settings');
    const own = page.getByLabel('Own colours');
    if (!(await own.isChecked())) await own.check();
    const button = (scheme: string): Promise<unknown> =>
      page.evaluate(
        `getComputedStyle(document.querySelector('[data-brand][data-theme=${scheme}] .button.primary')).backgroundColor`,
      );
    const shown = { light: await button('light'), dark: await button('dark') };
    const light = page.getByRole('textbox', { name: 'Colour in light mode', exact: true });
    await light.fill('#777777');
    await page.getByRole('textbox', { name: 'Colour in dark mode', exact: true }).fill('#99ddff');
    await expect.poll(() => button('light')).not.toBe(shown.light);
    await expect.poll(() => button('dark')).not.toBe(shown.dark);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Nothing was saved. Look at the marked fields.').waitFor();
    expect(await light.getAttribute('aria-invalid')).toBe('true');
    expect(await barriersOf(page, { within: '#branding' })).toEqual([]);
    await light.fill('#114488');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Changes saved').waitFor();
    expect((await settingsNow()).settings.branding?.accent).toEqual({ light: '#114488', dark: '#99ddff' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone', { exact: true }).waitFor();
    expect((await settingsNow()).settings.branding).toEqual(before);
  });

  test('settings that somebody else changed meanwhile are compared, and both changes can be kept', async () => {
    const { settings, etag } = await settingsNow();
    const page = await at('/settings');
    const minutes = page.getByLabel('A price is locked for (minutes)');
    const mine = String(settings.quoteMinutes + 2);
    await minutes.fill(mine);
    const theirs = { ...settings, quoteMinutes: settings.quoteMinutes + 1 };
    (await agencyOf().call(putSettings, { headers: { 'if-match': etag }, body: theirs })).orThrow();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Somebody else changed this meanwhile').waitFor();
    const row = page.getByRole('row').filter({ hasText: 'A price is locked' });
    await expect
      .poll(() => row.textContent())
      .toBe(`A price is locked for (minutes)${mine}${theirs.quoteMinutes}`);
    // Only this part: the bar covers what lies below it until somebody scrolls.
    expect(await barriersOf(page, { within: '.save-bar' })).toEqual([]);
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByText('Changes saved').waitFor();
    const saved = await settingsNow();
    expect(saved.settings.quoteMinutes).toBe(settings.quoteMinutes + 2);
    (await agencyOf().call(putSettings, { headers: { 'if-match': saved.etag }, body: settings })).orThrow();
  });

  test('an API key is shown once, and revoked', async () => {
    const name = `Shop ${Date.now()}`;
    const page = await at('/team');
    await page.getByRole('button', { name: 'Create API key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill(name);
    expect(await barriersInBothSchemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Create API key' }).click();
    await dialog.getByText('It is never shown again').waitFor();
    const secret = (await dialog.locator('dd').first().textContent()) ?? '';
    expect(secret.length).toBeGreaterThan(20);
    expect(await barriersInBothSchemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await dialog.count()).toBe(1);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    const revoke = page.getByRole('button', { name: `Revoke: ${name}` });
    await revoke.waitFor();
    expect(await page.content()).not.toContain(secret.slice(-20));
    await revoke.click();
    expect(await barriersInBothSchemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText(`${name} is revoked`).waitFor();
    const keys = (await agencyOf().call(listApiKeys, {})).orThrow().items;
    expect(keys.filter((key) => key.name === name)).toEqual([]);
  });

  test('somebody without the right to create keys reads why, and keeps what was typed', async () => {
    const page = await at('/team', 'reviewer');
    await page.getByRole('button', { name: 'Create API key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Not mine to make');
    await dialog.getByRole('button', { name: 'Create API key' }).click();
    await dialog.locator('.notice').waitFor();
    expect(await dialog.locator('.notice').textContent()).toMatch(/right|allowed|may not/i);
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Not mine to make');
  });

  test('an endpoint’s secret is shown once, its failed delivery is listed, and sent again', async () => {
    let answer = 500;
    const receiver = createServer((request, response) => {
      request.resume();
      response.writeHead(answer).end();
    });
    receiver.listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    onTestFinished(() => {
      receiver.close();
    });
    const bound = z.object({ port: z.int() }).parse(receiver.address());
    const address = `http://127.0.0.1:${bound.port}/hooks`;
    const page = await at('/events');
    await page.getByRole('button', { name: 'Create endpoint' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill('https://10.0.0.1/hooks');
    await dialog.getByRole('button', { name: 'Create endpoint' }).click();
    await expect.poll(() => dialog.getByLabel('Address').getAttribute('aria-invalid')).toBe('true');
    await dialog.getByLabel('Address').fill(address);
    expect(await barriersInBothSchemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Create endpoint' }).click();
    await dialog.getByText('It is never shown again').waitFor();
    expect(await barriersInBothSchemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByRole('link', { name: address }).click();
    await page.getByText('Nothing was sent yet').waitFor();
    const endpointId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const lastAnswer = async () =>
      (await agencyOf().call(listDeliveries, { params: { endpointId } }))
        .orThrow()
        .items.find(({ type }) => type === 'credits.added')?.statusCode;
    await customerWith(5);
    const row = page.getByRole('row').filter({ hasText: 'credits.added' });
    await expect.poll(lastAnswer).toBe(500);
    await page.reload();
    await row.getByText('Status 500').waitFor();
    expect(await barriersInBothSchemes(page)).toEqual([]);
    answer = 204;
    await row.getByRole('button', { name: 'Resend' }).click();
    await page.getByText('The event is sent again').waitFor();
    await expect.poll(lastAnswer).toBe(204);
    await page.reload();
    await row.getByText('Delivered').waitFor();
    await page.getByRole('button', { name: 'Delete endpoint' }).click();
    await dialog.getByRole('button', { name: 'Delete endpoint' }).click();
    await page.getByText('Endpoint deleted').waitFor();
    expect(await page.getByRole('link', { name: address }).count()).toBe(0);
  });
});
