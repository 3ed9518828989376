import { readFile } from 'node:fs/promises';
import { createAdjustment, getAgencyAccount, getAgencyPackage, putPackage } from '@scrip/client';
import { describe, expect, inject, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { agencyOf, customerWith, signedIn, visitAs } from '../support/web.ts';

describe.skipIf(isBrowserMissing)('the console', () => {
  const { open } = useBrowser();

  test('credits are adjusted after a preview, and the adjustment is undone from its message', async () => {
    const accountId = await customerWith(100);
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/accounts/${accountId}`);
    await page.getByRole('button', { name: 'Adjust credits' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Credits', { exact: true }).fill('1,250');
    await dialog.getByLabel('Reason').fill('For your patience');
    await dialog.getByText('1,350').waitFor();
    await dialog.getByRole('button', { name: 'Add 1,250 credits' }).click();
    await page.getByText('Adjusted by +1,250').waitFor();
    const available = page.locator('dl.figures dd.big').first();
    await expect.poll(() => available.textContent()).toBe('1,350');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone', { exact: true }).waitFor();
    await expect.poll(() => available.textContent()).toBe('100');
  });

  test('what would take other credits than those that were added is not offered for undoing', async () => {
    const accountId = await customerWith(100);
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/accounts/${accountId}`);
    const adjust = async (direction: string, credits: string, deed: string): Promise<void> => {
      await page.getByRole('button', { name: 'Adjust credits' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(direction, { exact: true }).click();
      await dialog.getByLabel('Credits', { exact: true }).fill(credits);
      await dialog.getByLabel('Reason').fill('A mistake');
      await dialog.getByRole('button', { name: deed }).click();
    };
    await page.getByRole('button', { name: 'Adjust credits' }).click();
    await page.getByRole('dialog').getByText('Remove', { exact: true }).click();
    await page.getByText('cannot be restored with their class and expiry').waitFor();
    await page.keyboard.press('Escape');
    await adjust('Remove', '10', 'Remove 10 credits');
    await page.getByText('Adjusted by −10').waitFor();
    // Promo credits are spent before the paid ones of this customer, so this can be taken back until more come.
    await adjust('Add', '5', 'Add 5 credits');
    await page.getByText('Adjusted by +5').waitFor();
    const undo = page.getByRole('button', { name: 'Undo' });
    expect(await undo.count()).toBe(1);
    const sooner = new Date(Date.now() + 86_400_000).toISOString();
    const body = { type: 'in', amount: 7, class: 'promo', expiresAt: sooner, reason: 'For a test' } as const;
    (await agencyOf().call(createAdjustment, { params: { accountId }, body })).orThrow();
    await undo.click();
    await page.getByText('Not undone: other credits would be removed instead').waitFor();
    const account = (await agencyOf().call(getAgencyAccount, { params: { accountId } })).orThrow();
    expect(account.balance).toBe(102);
  });

  test.each([
    ['/requests', undefined, 'Requests', 'id,createdAt,account,status,method'],
    ['/accounts/alice', 'Purchases', 'Purchases', 'id,at,product,variant,credits'],
    // Its first line has an amount in money, a later one in credits: the file has the columns of both.
    [
      '/accounts/alice',
      'Invoices',
      'Invoices',
      '(?=.*,credits)(?=.*,money_minor_units)(?=.*,paidAt)(?=.*,dueAt)id,',
    ],
  ])('the list at %s is saved as a file', async (path, tab, name, columns) => {
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}${path}`);
    if (tab !== undefined) await page.locator('main').getByText(tab, { exact: true }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: `Save ${name} as CSV` }).click(),
    ]);
    const content = await readFile(await file.path(), 'utf8');
    expect(content.replace('\uFEFF', '').split('\n')[0]).toMatch(new RegExp(`^${columns}`));
    expect(content.split('\n').length).toBeGreaterThan(2);
  });

  test('a link opens the portal as the customer sees it, without the right to spend', async () => {
    const context = await open();
    const accountId = await customerWith(70);
    const page = await signedIn(context, 'admin', `${inject('stack').console}/accounts/${accountId}`);
    await page.getByRole('button', { name: 'Open as customer' }).click();
    await page.getByRole('button', { name: 'Make the link' }).click();
    const opening = context.waitForEvent('page');
    await page.getByRole('link', { name: 'Open the portal' }).click();
    const portal = await opening;
    await expect.poll(() => portal.locator('header .balance .sr').first().textContent()).toBe('70');
    expect(portal.url()).not.toContain('code=');
  });

  test('a change that meets another shows what differs, and keeps neither silently', async () => {
    const scrip = agencyOf();
    const params = { packageId: 'web-test-package' };
    const body = {
      name: 'Trial',
      credits: 10,
      bonusCredits: 0,
      price: { amount: 100, currency: 'EUR' },
      onSale: false,
    };
    (await scrip.call(putPackage, { params, headers: { 'if-none-match': '*' }, body })).orThrow();
    const page = await signedIn(
      await open(),
      'admin',
      `${inject('stack').console}/catalogue/packages/${params.packageId}`,
    );
    await page.getByLabel('Name', { exact: true }).fill('Mine');
    const read = await scrip.call(getAgencyPackage, { params });
    const etag = read.ok ? (read.headers.get('etag') ?? '') : '';
    const theirs = { ...body, name: 'Theirs' };
    (await scrip.call(putPackage, { params, headers: { 'if-match': etag }, body: theirs })).orThrow();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Somebody else changed this meanwhile').waitFor();
    const row = page.getByRole('row').filter({ hasText: 'Mine' });
    await expect.poll(() => row.textContent()).toBe('NameMineTheirs');
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByText('Changes saved').waitFor();
    expect((await scrip.call(getAgencyPackage, { params })).orThrow().name).toBe('Mine');
  });

  test('what the API refuses is said at its field', async () => {
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/codes`);
    await page.getByRole('button', { name: 'New codes' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('One code in your own words').click();
    await dialog.getByLabel('Promotion').fill('Spring');
    await dialog.getByLabel('Credits', { exact: true }).fill('10');
    const code = dialog.getByLabel('Code', { exact: true });
    await code.fill('no');
    await dialog.getByRole('button', { name: 'Create the code' }).click();
    await expect.poll(() => code.getAttribute('aria-invalid')).toBe('true');
  });

  test('a customer’s invoice is issued in the console and paid in the portal', async () => {
    const accountId = await customerWith(300);
    const page = await signedIn(
      await open(),
      'admin',
      `${inject('stack').console}/invoices?new=${accountId}`,
    );
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Number').fill(`W-${accountId}`);
    await dialog.getByLabel('For', { exact: true }).fill('A poster');
    await dialog.getByLabel('Amount', { exact: true }).fill('120');
    await dialog.getByRole('button', { name: 'Issue invoice' }).click();
    await page.getByText(`W-${accountId} issued`).waitFor();
    const customer = await visitAs(await open(), accountId, '/invoices');
    await customer.getByRole('link', { name: 'A poster' }).click();
    await customer.getByRole('button', { name: 'Pay 120 credits' }).click();
    expect(await customer.getByText('Paid with credits.').textContent()).toBe('Paid with credits.');
  });
});
