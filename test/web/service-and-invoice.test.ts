import { createInvoice, type InvoiceInput } from '@scrip/client';
import { describe, expect, inject, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { agencyOf, customerWith, visitAs } from '../support/web.ts';

/** An open invoice of an account. @returns the path of its page */
const issued = async (
  accountId: string,
  amount: InvoiceInput['amount'],
  creditsAccepted = true,
): Promise<string> => {
  const body = { number: `T-${accountId}`, description: 'Hosting in May', amount, creditsAccepted };
  const invoice = await agencyOf().call(createInvoice, { params: { accountId }, body });
  return `/invoices/${invoice.orThrow().id}`;
};

describe.skipIf(isBrowserMissing)('services and invoices', () => {
  const { open } = useBrowser();

  test('a service is ordered with a note, paid, and listed with its status', async () => {
    const page = await visitAs(await open(), await customerWith(500), '/services');
    await page.getByRole('button', { name: 'Order An hour of consulting' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/Note for the agency/).fill('On Tuesday, please');
    await dialog.getByRole('button', { name: 'Order for 90 credits' }).click();
    await page.getByText('An hour of consulting is ordered.').waitFor();
    await page.getByRole('button', { name: 'See orders' }).click();
    const row = page.getByRole('row').filter({ hasText: 'An hour of consulting' });
    await row.waitFor();
    expect(await row.textContent()).toMatch(/On Tuesday, please.*New.*90/s);
  });

  test('a service that credits can’t pay says why, and one that costs too much by how much', async () => {
    const page = await visitAs(await open(), await customerWith(500), '/services');
    const workshop = page.getByRole('article').filter({ hasText: 'Workshop at your studio' });
    await workshop.getByText('This cannot be paid with credits.').waitFor();
    expect(await workshop.getByRole('button').count()).toBe(0);
    const film = page.getByRole('article').filter({ hasText: 'Environment for a short film' });
    await film.getByText('Short by 11,500').waitFor();
    await film.getByRole('button').click();
    await page.getByRole('dialog').getByText('Insufficient').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Redeem code' }).waitFor();
  });

  test('an invoice is paid with credits once, and its page then says so', async () => {
    const accountId = await customerWith(500);
    const page = await visitAs(await open(), accountId, await issued(accountId, { credits: 120 }));
    await page.getByText('Available after').waitFor();
    await page.getByRole('button', { name: 'Pay 120 credits' }).dblclick();
    await page.getByText('Paid with credits.').waitFor();
    await expect.poll(() => page.locator('header .balance .sr').first().textContent()).toBe('380');
  });

  test('an invoice in money is paid at the agency’s rate, which it shows', async () => {
    const accountId = await customerWith(900);
    const amount = { money: { amount: 5800, currency: 'EUR' } };
    const page = await visitAs(await open(), accountId, await issued(accountId, amount));
    await page
      .getByText('1 credit pay')
      .or(page.getByText(/credits? pay/))
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: /^Pay/ }).textContent()).toBe('Pay 580 credits');
  });

  test.each([
    ['too few credits', { credits: 1500 }, true, /Short by 1,000 credits/],
    [
      'a currency that credits can’t pay',
      { money: { amount: 5800, currency: 'CHF' } },
      true,
      /currency that credits cannot pay/,
    ],
    ['an invoice that is not for credits', { credits: 10 }, false, /This cannot be paid with credits/],
  ] as const)(
    '%s: the page says why, and has no button to pay',
    async (_why, amount, creditsAccepted, told) => {
      const accountId = await customerWith(500);
      const page = await visitAs(await open(), accountId, await issued(accountId, amount, creditsAccepted));
      await page.getByText(told).waitFor();
      expect(await page.getByRole('button', { name: /^Pay/ }).count()).toBe(0);
      expect(new URL(page.url()).origin).toBe(new URL(inject('stack').portal).origin);
    },
  );
});
