import { createInvoice, createPromoCodes } from '@scrip/client';
import { describe, expect, inject, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { keyboardOf } from '../support/keyboard.ts';
import { csvRows } from '../support/promo-codes.ts';
import { agencyOf, customerWith, signedIn, visitAs } from '../support/web.ts';

/** Each way begins at the top of Credits or of the console’s first page. Presses are what it takes now, and may only fall. */
describe.skipIf(isBrowserMissing)('by keyboard alone', () => {
  const { open } = useBrowser();

  test('credits are bought and shown in 17 presses', async () => {
    const page = await visitAs(await open(), await customerWith(0));
    await page.getByText('No credits yet').waitFor();
    const { press, moveTo, waitAt, presses } = keyboardOf(page);
    await moveTo('link', 'Skip to content');
    await press('Enter');
    await waitAt('main');
    await moveTo('link', 'Buy credits');
    await press('Enter');
    await waitAt('heading', 'Buy credits');
    await page.getByRole('radio', { name: /Studio/, checked: true }).waitFor();
    await moveTo('radio', /Studio/);
    await moveTo('radio', /Starter/, 'ArrowUp');
    await moveTo('radio', /^Card/);
    await moveTo('button', 'Pay €10.00 with card');
    await press('Enter');
    await page.waitForURL(`${inject('stack').sandbox}/**`);
    await moveTo('button', 'Pay €10.00 now');
    await press('Enter');
    await page.waitForURL('**/return?**');
    await page.getByRole('status').getByText('100 credits added.').waitFor();
    await moveTo('link', 'Skip to content');
    await press('Enter');
    await moveTo('link', 'See credits');
    await press('Enter');
    await waitAt('heading', 'Credits');
    await page.getByRole('cell', { name: 'Credits bought: Starter' }).waitFor();
    expect(presses()).toBeLessThanOrEqual(17);
  });

  test('a code is redeemed in 6 presses', async () => {
    const codes = await agencyOf().call(createPromoCodes, {
      body: { name: 'For a test', credits: 75, codes: 1 },
    });
    const code = csvRows(codes.orThrow())[0]?.[0] ?? '';
    const page = await visitAs(await open(), await customerWith(0));
    await page.getByText('No credits yet').waitFor();
    const { press, moveTo, waitAt, type, presses } = keyboardOf(page);
    await moveTo('link', 'Skip to content');
    await press('Enter');
    await moveTo('link', 'Redeem code');
    await press('Enter');
    await waitAt('heading', 'Redeem code');
    await moveTo('textbox', 'Code');
    await type(code);
    await press('Enter');
    await page.getByRole('status').getByText('75 credits added.').waitFor();
    await waitAt('textbox', 'Code');
    expect(presses()).toBeLessThanOrEqual(6);

    // By the button too the focus comes back to the field, for the next code or to mend this one.
    await type(code);
    await moveTo('button', 'Redeem code');
    await press('Space');
    await page.getByRole('alert').filter({ hasText: 'You have already used this code.' }).waitFor();
    await waitAt('button', 'Redeem code');
    await moveTo('textbox', 'Code', 'Shift+Tab');
  });

  test('a product is bought and found in the library in 21 presses', async () => {
    const page = await visitAs(await open(), await customerWith(500));
    await page.getByRole('cell', { name: /Adjustment/ }).waitFor();
    const { press, moveTo, waitAt, type, presses } = keyboardOf(page);
    await moveTo('link', 'Store');
    await press('Enter');
    await waitAt('heading', 'Store');
    await page.getByRole('link', { name: 'Forest Scenes' }).waitFor();
    await moveTo('searchbox', /^Search/);
    await type('palette');
    await moveTo('link', 'Palette Mixer');
    await press('Enter');
    await waitAt('heading', 'Palette Mixer');
    await page.getByRole('button', { name: 'Buy for 15 credits' }).waitFor();
    await moveTo('button', 'Buy for 15 credits');
    await press('Enter');
    await waitAt('heading', 'Buy Palette Mixer');
    await page.getByRole('dialog').getByText('Available after').waitFor();
    await moveTo('button', 'Buy for 15 credits');
    await press('Enter');
    await page.getByRole('status').getByText('Palette Mixer is yours.').waitFor();
    await waitAt('link', 'Open in library');
    await press('Enter');
    await waitAt('heading', 'Library');
    await page.getByRole('button', { name: 'Download' }).waitFor();
    await moveTo('button', 'Download');
    expect(presses()).toBeLessThanOrEqual(21);
  });

  test('an invoice is paid in 13 presses', async () => {
    const accountId = await customerWith(500);
    const body = {
      number: `K-${accountId}`,
      description: 'Hosting in May',
      amount: { credits: 120 },
      creditsAccepted: true,
    };
    (await agencyOf().call(createInvoice, { params: { accountId }, body })).orThrow();
    const page = await visitAs(await open(), accountId);
    await page.getByRole('cell', { name: /Adjustment/ }).waitFor();
    const { press, moveTo, waitAt, presses } = keyboardOf(page);
    await moveTo('link', 'Invoices');
    await press('Enter');
    await waitAt('heading', 'Invoices');
    await page.getByRole('link', { name: 'Hosting in May' }).waitFor();
    await moveTo('link', 'Hosting in May');
    await press('Enter');
    await waitAt('heading', 'Hosting in May');
    await page.getByRole('button', { name: 'Pay 120 credits' }).waitFor();
    await moveTo('button', 'Pay 120 credits');
    await press('Enter');
    await page.getByRole('status').getByText('Paid with credits.').waitFor();
    await expect.poll(() => page.locator(':focus').textContent()).toContain('Paid with credits.');
    expect(presses()).toBeLessThanOrEqual(13);
  });

  test('a request is found, compared with its proof and approved in 11 presses', async () => {
    const page = await signedIn(await open(), 'finance', inject('stack').console);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const { press, moveTo, waitAt, presses } = keyboardOf(page);
    await moveTo('link', /^Requests/);
    await press('Enter');
    await waitAt('heading', 'Requests');
    await page.getByRole('link', { name: /^Mira Lindqvist/ }).waitFor();
    await press('j');
    await waitAt('heading', '2,000 + 400 credits');
    await page.getByRole('img', { name: /^Proof of payment/ }).waitFor();
    await moveTo('button', 'Approve, add 2,400 credits');
    await press('Enter');
    await page.getByRole('status').getByText('Approved').waitFor();
    await page.getByRole('button', { name: /^Approve/ }).waitFor({ state: 'detached' });
    await waitAt('heading', '2,000 + 400 credits');
    expect(presses()).toBeLessThanOrEqual(11);
  });
});
