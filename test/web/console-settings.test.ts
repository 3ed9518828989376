import {
  agencyClient,
  createAdjustment,
  customerClient,
  getBranding,
  getSettings,
  listApiKeys,
  listDeliveries,
} from '@scrip/client';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { startReceiver } from '../../infra/local/demo/receiver.ts';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { barriersInBothSchemes } from '../support/tour.ts';
import { agencyOf, customerWith, signedIn } from '../support/web.ts';

/** Harbor & Pine's settings: those of the agency demo are those of all other tests. */
const harborSettings = (context: BrowserContext): Promise<Page> =>
  signedIn(context, 'other-admin', `${inject('stack').console}/settings`);

/** What anybody reads of how Harbor & Pine shows itself. */
const harborAccent = async () => {
  const { api } = inject('stack');
  const read = await customerClient({ baseUrl: api }).call(getBranding, { params: { agencyId: 'other' } });
  return read.orThrow().accent;
};

/** The colours of the preview's buttons, in light and in dark, as red, green and blue: what shows, not what is declared. */
const BUTTON_COLOURS = `[...document.querySelectorAll('.sample .button.primary')].map((button) => {
  const canvas = document.createElement('canvas').getContext('2d');
  canvas.fillStyle = getComputedStyle(button).backgroundColor;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((part) => Math.round(part / 8)).join(' ');
})`;

/** The same of a colour such as #b91c1c. */
const asShown = (colour: string): string =>
  [1, 3, 5].map((at) => Math.round(Number.parseInt(colour.slice(at, at + 2), 16) / 8)).join(' ');

/** All that a page and its tab keep and show, to look for a secret in. */
const EVERYTHING = `document.documentElement.outerHTML + [...document.querySelectorAll('input')].map((one) => one.value).join() +
  JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + location.href`;

describe.skipIf(isBrowserMissing)('the console’s settings, team and events', () => {
  const { open } = useBrowser();

  test('colours show in both schemes before they are saved, then at customers, and can be undone', async () => {
    const before = await harborAccent();
    const page = await harborSettings(await open());
    const light = page.getByLabel('Colour in light mode', { exact: true });
    await light.waitFor();
    await light.fill('#b91c1c');
    await expect
      .poll(() => page.evaluate(BUTTON_COLOURS))
      .toEqual([asShown('#b91c1c'), asShown(before?.dark ?? '')]);
    await page.getByLabel('Colour in dark mode', { exact: true }).fill('#fca5a5');
    await expect.poll(() => page.evaluate(BUTTON_COLOURS)).toEqual([asShown('#b91c1c'), asShown('#fca5a5')]);
    expect(await harborAccent()).toEqual(before);

    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Changes saved').waitFor();
    expect(await harborAccent()).toEqual({ light: '#b91c1c', dark: '#fca5a5' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone', { exact: true }).waitFor();
    await expect.poll(() => light.inputValue()).toBe(before?.light);
    expect(await harborAccent()).toEqual(before);
  });

  test('what the API refuses is said at its field, which gets the focus, and nothing is saved', async () => {
    const before = await harborAccent();
    const page = await harborSettings(await open());
    const light = page.getByLabel('Colour in light mode', { exact: true });
    await light.fill('#ffff00');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Nothing was saved. Look at the marked fields.').waitFor();
    await expect.poll(() => light.getAttribute('aria-invalid')).toBe('true');
    await light.and(page.locator(':focus')).waitFor();
    const described = (await light.getAttribute('aria-describedby')) ?? '';
    expect(await page.locator(`[id="${described}"]`).textContent()).toContain('contrast of at least 4.5:1');
    expect(await harborAccent()).toEqual(before);

    await page.getByRole('button', { name: 'Discard changes' }).click();
    await expect.poll(() => light.inputValue()).toBe(before?.light);
    const days = page.getByLabel('Credits expire soon within (days)');
    await days.fill('soon');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Enter a whole number.').waitFor();
    await days.and(page.locator(':focus')).waitFor();
  });

  test('what somebody else saved meanwhile is shown, and taken without losing what is not saved', async () => {
    const page = await harborSettings(await open());
    const days = (on: Page) => on.getByLabel('Credits expire soon within (days)');
    const help = page.getByLabel('Where customers get help');
    await help.fill('+49 30 123456');
    const colleague = await harborSettings(await open());
    const read = Number(await days(colleague).inputValue());
    await days(colleague).fill(String(read + 1));
    await colleague.getByRole('button', { name: 'Save changes' }).click();
    await colleague.getByText('Changes saved').waitFor();

    const save = page.getByRole('button', { name: 'Save changes' });
    await save.click();
    await page.getByText('Somebody else changed this meanwhile').waitFor();
    const row = page.getByRole('row').filter({ hasText: 'Credits expire soon within (days)' });
    await expect.poll(() => row.textContent()).toBe(`Credits expire soon within (days)${read}${read + 1}`);
    await page.getByRole('button', { name: 'Take theirs' }).click();
    await expect.poll(() => days(page).inputValue()).toBe(String(read + 1));
    expect(await help.inputValue()).toBe('+49 30 123456');
    await save.click();
    await page.getByText('Changes saved').waitFor();
    await page.reload();
    await expect.poll(() => help.inputValue()).toBe('+49 30 123456');
    expect(await days(page).inputValue()).toBe(String(read + 1));
  });

  test('an API key is shown once, works, and is revoked', async () => {
    const { api, console: address } = inject('stack');
    const page = await signedIn(await open(), 'admin', `${address}/team`);
    await page.getByText('People sign in with an issuer of your own.').waitFor();
    await page.getByRole('button', { name: 'Create API key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Web shop');
    await dialog.getByRole('button', { name: 'Create API key' }).click();
    await dialog.getByText('Copy the key now. It is never shown again.').waitFor();
    const key = (await dialog.locator('dd.value').textContent()) ?? '';
    const shop = agencyClient({ baseUrl: api, credential: key });
    expect((await shop.call(getSettings)).orThrow().name).toBe('Northlight Studio');
    // Neither takes it away by mistake.
    await page.keyboard.press('Escape');
    expect(await dialog.getByText(key).count()).toBe(1);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await dialog.waitFor({ state: 'detached' });
    const row = page.getByRole('row').filter({ hasText: 'Web shop' });
    await row.waitFor();
    expect(await page.evaluate(EVERYTHING)).not.toContain(key);

    await row.getByRole('button', { name: 'Revoke: Web shop' }).click();
    await dialog.getByText('This cannot be undone.').waitFor();
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('Web shop is revoked').waitFor();
    await row.waitFor({ state: 'detached' });
    const left = (await agencyOf().call(listApiKeys, { query: { limit: 100 } })).orThrow();
    expect(left.items.filter(({ name }) => name === 'Web shop')).toEqual([]);
  });

  test('an endpoint’s secret is shown once, verifies what is sent, and deliveries say what came of it', async () => {
    const receiver = await startReceiver();
    onTestFinished(() => receiver.stop());
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/events`);
    await page.getByRole('button', { name: 'Create endpoint' }).click();
    const dialog = page.getByRole('dialog');
    const url = dialog.getByLabel('Address');
    await url.fill('not an address');
    const create = dialog.getByRole('button', { name: 'Create endpoint' });
    await create.click();
    await expect.poll(() => url.getAttribute('aria-invalid')).toBe('true');
    await url.fill(receiver.url);
    await create.click();
    await dialog.getByText('It is never shown again.').waitFor();
    const secret = (await dialog.locator('dd.value').textContent()) ?? '';
    receiver.trust(secret);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByRole('link', { name: receiver.url }).click();
    await page.getByRole('heading', { name: 'Deliveries of the last 30 days' }).waitFor();
    expect(await page.evaluate(EVERYTHING)).not.toContain(secret);

    const accountId = await customerWith(30);
    await expect.poll(() => JSON.stringify(receiver.events), { timeout: 60_000 }).toContain(accountId);
    receiver.answerWith(503);
    const body = { type: 'in', amount: 5, class: 'paid', reason: 'For a test' } as const;
    (await agencyOf().call(createAdjustment, { params: { accountId }, body })).orThrow();
    const rows = (what: string) =>
      page.getByRole('row').filter({ hasText: accountId }).filter({ hasText: what });
    const look = async (what: string): Promise<number> => {
      await page.reload();
      await page.getByRole('heading', { name: 'Deliveries of the last 30 days' }).waitFor();
      await page.getByRole('table').or(page.getByText('Nothing was sent yet')).first().waitFor();
      return await rows(what).count();
    };
    await expect.poll(() => look('Delivered'), { timeout: 60_000 }).toBeGreaterThan(0);
    await expect.poll(() => look('Trying again'), { timeout: 60_000 }).toBeGreaterThan(0);
    expect(await rows('Trying again').first().textContent()).toContain('Status 503');
  });

  test('somebody without the right to create keys reads why, and keeps what was typed', async () => {
    const page = await signedIn(await open(), 'reviewer', `${inject('stack').console}/team`);
    await page.getByRole('button', { name: 'Create API key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Not mine to make');
    await dialog.getByRole('button', { name: 'Create API key' }).click();
    await dialog.locator('.notice').waitFor();
    expect(await dialog.locator('.notice').textContent()).toMatch(/right|allowed|may not/i);
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Not mine to make');
  });

  test('an address that the API refuses is said at its field', async () => {
    const page = await signedIn(
      await open({ reducedMotion: 'reduce' }),
      'admin',
      `${inject('stack').console}/events`,
    );
    await page.getByRole('button', { name: 'Create endpoint' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill('https://10.0.0.1/hooks');
    await dialog.getByRole('button', { name: 'Create endpoint' }).click();
    await expect.poll(() => dialog.getByLabel('Address').getAttribute('aria-invalid')).toBe('true');
    expect(await barriersInBothSchemes(page)).toEqual([]);
  });

  test('a failed delivery of an endpoint is sent again', async () => {
    const receiver = await startReceiver();
    onTestFinished(() => receiver.stop());
    receiver.answerWith(500);
    const page = await signedIn(
      await open({ reducedMotion: 'reduce' }),
      'admin',
      `${inject('stack').console}/events`,
    );
    await page.getByRole('button', { name: 'Create endpoint' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill(receiver.url);
    expect(await barriersInBothSchemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Create endpoint' }).click();
    await dialog.getByText('It is never shown again').waitFor();
    receiver.trust((await dialog.locator('dd.value').textContent()) ?? '');
    expect(await barriersInBothSchemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByRole('link', { name: receiver.url }).click();
    await page.getByRole('heading', { name: 'Deliveries of the last 30 days' }).waitFor();
    const endpointId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    // Other tests add credits too.
    const accountId = await customerWith(5);
    const lastAnswer = async () =>
      (await agencyOf().call(listDeliveries, { params: { endpointId } }))
        .orThrow()
        .items.find(({ type, account }) => type === 'credits.added' && account === accountId)?.statusCode;
    await expect.poll(lastAnswer, { timeout: 60_000 }).toBe(500);
    const row = page.getByRole('row').filter({ hasText: 'credits.added' }).filter({ hasText: accountId });
    await page.reload();
    await row.getByText('Status 500').waitFor();
    expect(await barriersInBothSchemes(page)).toEqual([]);
    receiver.answerWith(204);
    await row.getByRole('button', { name: 'Resend' }).click();
    await page.getByText('The event is sent again').waitFor();
    await expect.poll(lastAnswer, { timeout: 60_000 }).toBe(204);
    await page.reload();
    await row.getByText('Delivered').waitFor();
    await page.getByRole('button', { name: 'Delete endpoint' }).click();
    await dialog.getByRole('button', { name: 'Delete endpoint' }).click();
    await page.getByText('Endpoint deleted').waitFor();
    expect(await page.getByRole('link', { name: receiver.url }).count()).toBe(0);
  });

  test('in German, what the API refuses is said in German at its field', async () => {
    const page = await signedIn(
      await open({ locale: 'de-DE' }),
      'admin',
      `${inject('stack').console}/events`,
    );
    await page.getByRole('button', { name: 'Endpunkt anlegen' }).first().click();
    const address = page.getByRole('dialog').getByLabel('Adresse');
    await address.fill('example.com/hooks');
    await page.getByRole('dialog').getByRole('button', { name: 'Endpunkt anlegen' }).click();
    await expect.poll(() => address.getAttribute('aria-invalid')).toBe('true');
    const described = (await address.getAttribute('aria-describedby')) ?? '';
    const said = await Promise.all(
      described.split(' ').map((id) => page.locator(`[id="${id}"]`).textContent()),
    );
    expect(said.join(' ')).toContain('Geben Sie eine vollständige Adresse ein, etwa https://example.com.');
  });
});
