import { getMeter, listRefusedUsage, putMeter, reportUsage } from '@scrip/client';
import { describe, expect, inject, test, vi } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { PATIENCE } from '../support/patience.ts';
import { agencyOf, customerWith, signedIn } from '../support/web.ts';

describe.skipIf(isBrowserMissing)('meters in the console', () => {
  const { open } = useBrowser();

  test('a meter is made, gets another price, and is deleted', async () => {
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/meters`);
    await page.getByRole('button', { name: 'New meter' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Thumbnails');
    await dialog.getByLabel('ID', { exact: true }).fill('thumbnails');
    await dialog.getByLabel('Unit', { exact: true }).fill('picture');
    await dialog.getByLabel('Credits', { exact: true }).fill('2');
    await dialog.getByLabel('For so many units').fill('many');
    expect(await dialog.getByRole('button', { name: 'New meter' }).isDisabled()).toBe(true);
    await dialog.getByLabel('For so many units').fill('25');
    await dialog.getByText('One entry for many events').click();
    await dialog.getByRole('button', { name: 'New meter' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Thumbnails' });
    await row.getByText('2 credits per 25 × picture').waitFor();
    await row.getByRole('button', { name: 'Edit Thumbnails' }).click();
    await dialog.getByLabel('Credits', { exact: true }).fill('3');
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await row.getByText('3 credits per 25 × picture').waitFor();
    await row.getByRole('button', { name: 'Delete Thumbnails?' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Thumbnails deleted').waitFor();
    expect(await row.count()).toBe(0);
  });

  test('a meter that somebody else changed meanwhile is not overwritten unseen, and their copy can be taken', async () => {
    const agency = agencyOf();
    const params = { meterId: 'shared-meter' };
    const body = { name: 'Shared', unit: 'page', creditsPer: 2, per: 10 };
    await agency.call(putMeter, { params, headers: { 'if-none-match': '*' }, body });
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/meters`);
    const row = page.getByRole('row').filter({ hasText: 'shared-meter' });
    const dialog = page.getByRole('dialog');
    const credits = dialog.getByLabel('Credits', { exact: true });
    const change = async (creditsPer: number): Promise<void> => {
      const read = await agency.call(getMeter, { params });
      const etag = read.ok ? (read.headers.get('etag') ?? '') : '';
      const changed = { ...body, creditsPer };
      (await agency.call(putMeter, { params, headers: { 'if-match': etag }, body: changed })).orThrow();
    };
    // Before the dialog opens, and while it is open.
    await row.getByText('2 credits per 10').waitFor();
    await change(5);
    await row.getByRole('button', { name: 'Edit Shared' }).click();
    await dialog.getByRole('button', { name: 'Take theirs' }).click();
    expect(await credits.inputValue()).toBe('5');
    await change(6);
    await credits.fill('7');
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await dialog.getByRole('button', { name: 'Take theirs' }).click();
    expect(await credits.inputValue()).toBe('6');
    await credits.fill('8');
    await change(9);
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await dialog.getByRole('button', { name: 'Keep mine' }).click();
    await row.getByText('8 credits per 10').waitFor();
  });

  test('a meter that somebody else changed meanwhile is not deleted before the dialog has said so', async () => {
    const agency = agencyOf();
    const params = { meterId: 'leaving-meter' };
    const body = { name: 'Leaving', unit: 'page', creditsPer: 2, per: 10 };
    const made = await agency.call(putMeter, { params, headers: { 'if-none-match': '*' }, body });
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/meters`);
    const row = page.getByRole('row').filter({ hasText: 'leaving-meter' });
    const dialog = page.getByRole('dialog');
    await row.getByText('2 credits per 10').waitFor();
    const headers = { 'if-match': made.ok ? (made.headers.get('etag') ?? '') : '' };
    (await agency.call(putMeter, { params, headers, body: { ...body, creditsPer: 5 } })).orThrow();
    await row.getByRole('button', { name: 'Delete Leaving?' }).click();
    await dialog.getByText('Somebody else changed this meanwhile.').waitFor();
    expect((await agency.call(getMeter, { params })).ok).toBe(true);
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Leaving deleted').waitFor();
  });

  test('an account shows the usage that was refused, and gets a credit limit', async () => {
    const accountId = await customerWith(1);
    const agency = agencyOf();
    const time = '2026-01-31T09:30:00.000Z';
    const event = { id: 'too-much', account: accountId, meter: 'api-calls', quantity: 1_000_000, time };
    await agency.call(reportUsage, { body: { events: [event] } });
    await vi.waitFor(async () => {
      const { items } = (await agency.call(listRefusedUsage, { query: { account: accountId } })).orThrow();
      expect(items).toHaveLength(1);
    }, PATIENCE);
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/accounts/${accountId}`);
    await page.getByText('Refused usage').click();
    await page.getByRole('row').filter({ hasText: 'Too few credits' }).getByText('1,000,000').waitFor();
    await page.getByRole('button', { name: 'Credit limit' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Credits', { exact: true }).fill('500');
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Usage may go to −500').waitFor();
  });
});
