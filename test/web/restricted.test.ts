import {
  createAdjustment,
  deletePackage,
  getAgencyPackage,
  type OnlyForInput,
  putPackage,
} from '@scrip/client';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { agencyOf, customerWith, signedIn, visitAs } from '../support/web.ts';

const give = async (accountId: string, amount: number, onlyFor: OnlyForInput): Promise<void> => {
  const body = { type: 'in', amount, class: 'promo', reason: 'Voucher', onlyFor } as const;
  (await agencyOf().call(createAdjustment, { params: { accountId }, body })).orThrow();
};

/** A customer with 100 credits for anything, 25 for one service, and 5 for what is no longer there. */
const customerWithVouchers = async (): Promise<string> => {
  const accountId = await customerWith(100);
  await give(accountId, 25, { services: ['illustration'] });
  await give(accountId, 5, { products: ['gone'], categories: ['Workshops'] });
  return accountId;
};

const figureOf = (page: Page, name: string) =>
  page.locator('.figures > div').filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) });

describe.skipIf(isBrowserMissing)('credits for some things only', () => {
  const { open } = useBrowser();

  test('a customer sees what of the balance is for what, by name', async () => {
    const page = await visitAs(await open(), await customerWithVouchers());
    const figure = figureOf(page, 'Only for some things');
    await figure.getByText('25 only for Illustration').waitFor();
    await figure.getByText('5 only for gone or Workshops').waitFor();
    expect(await figure.locator('dd').first().textContent()).toBe('30');
    expect(await figureOf(page, 'Balance').locator('dd').first().textContent()).toBe('130');
    expect(await page.locator('.hero .value').textContent()).toContain('100');
  });

  test('a customer without such credits sees nothing of it', async () => {
    const page = await visitAs(await open(), await customerWith(100));
    await figureOf(page, 'Balance').waitFor();
    expect(await figureOf(page, 'Only for some things').count()).toBe(0);
  });

  test('the agency sees it on the account, and at each lot', async () => {
    const accountId = await customerWithVouchers();
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/accounts/${accountId}`);
    const figure = figureOf(page, 'Only for some things');
    await figure.getByText('25 only for Illustration').waitFor();
    expect(await figure.locator('dd').first().textContent()).toBe('30');
    const lot = page.getByRole('row').filter({ hasText: /^Promo\s*only for Illustration/i });
    expect(await lot.textContent()).toMatch(/25$/);
  });

  test('pays a product with them first, and says so before and after', async () => {
    const accountId = await customerWith(20);
    await give(accountId, 30, { categories: ['Brushes'] });
    await give(accountId, 7, { services: ['illustration'] });
    const page = await visitAs(await open(), accountId, '/store/brushes');
    const standard = page.locator('.variant', { hasText: 'Standard' });
    await standard.getByText('30 from credits only for this').waitFor();
    await standard.getByRole('button', { name: 'Buy for 40 credits' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('From credits only for this').waitFor();
    expect(await dialog.locator('.well').textContent()).toMatch(/now50.*after10$/);
    await dialog.getByRole('button', { name: 'Buy for 40 credits' }).click();
    await page.getByText('Brush Collection is yours.').first().waitFor();
    await page.goto(inject('stack').portal);
    const line = page.getByRole('row').filter({ hasText: 'Purchase' });
    await line.getByText('30 only for Brushes').waitFor();
  });

  test('says why credits for something else do not count, and offers no package that would not help', async () => {
    const accountId = await customerWith(20);
    await give(accountId, 30, { services: ['illustration'] });
    const context = await open();
    // For this customer only: other tests share what is for sale.
    await context.route('**/v1/packages?*', async (route) => {
      const answer = await route.fetch();
      const page: { items: object[] } = await answer.json();
      const onlyFor = { services: ['illustration'] };
      const items = page.items.map((item) => ({ ...item, onlyFor, bonusOnlyFor: onlyFor }));
      await route.fulfill({ response: answer, json: { ...page, items } });
    });
    const page = await visitAs(context, accountId, '/store/brushes');
    const offers = page.waitForResponse('**/v1/packages?*');
    await page.locator('.variant', { hasText: 'Standard' }).getByRole('button').click();
    const dialog = page.getByRole('dialog');
    await offers;
    await dialog.getByText('You have 50 credits, of which 30 only for Illustration.').waitFor();
    await dialog.getByRole('button', { name: 'See every package' }).waitFor();
    expect(await dialog.getByRole('button', { name: /^Buy \d+ credits for/ }).count()).toBe(0);
    await page.goto(new URL('/buy?package=starter', inject('stack').portal).href);
    await page.locator('.choice.package').first().getByText('only for Illustration').waitFor();
    const after = page.locator('aside dl > div').filter({ hasText: 'Available after' });
    expect(await after.locator('dd').textContent()).toBe('20');
  });

  test('says what credits that cannot be sent are for', async () => {
    const accountId = await customerWith(20);
    await give(accountId, 30, { services: ['illustration'] });
    const page = await visitAs(await open(), accountId, '/send');
    const form = page.locator('section.card').filter({ hasText: 'As a gift' });
    await form.getByLabel('Credits').fill('25');
    await form.getByRole('button', { name: 'Make the gift' }).click();
    await form.getByText('Insufficient credits.').waitFor();
    const why = form.locator('.notice');
    await expect.poll(() => why.textContent()).toContain('of which 30 only for Illustration.');
    expect(await why.textContent()).toContain('You have 50 credits');
  });

  test('orders a service with credits for it alone', async () => {
    const accountId = await customerWith(0);
    const body = { type: 'in', amount: 60, class: 'promo', reason: 'Voucher', create: true } as const;
    const onlyFor = { services: ['illustration'] };
    (
      await agencyOf().call(createAdjustment, { params: { accountId }, body: { ...body, onlyFor } })
    ).orThrow();
    const page = await visitAs(await open(), accountId, '/services');
    await page.getByRole('button', { name: 'Order Illustration' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('From credits only for this').waitFor();
    expect(await dialog.locator('.well').textContent()).toMatch(/now60.*after0$/);
    await dialog.getByRole('button', { name: 'Order for 60 credits' }).click();
    await page.getByText('60 held').first().waitFor();
  });

  test('the agency gives such credits, and takes them back by their restriction', async () => {
    const accountId = await customerWith(100);
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/accounts/${accountId}`);
    await page.getByRole('button', { name: 'Adjust credits' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Credits', { exact: true }).fill('40');
    await dialog.getByText('Only for some things').click();
    await dialog.getByLabel('Illustration').check();
    await dialog.getByLabel('Reason').fill('Voucher');
    await dialog.getByText('Balance after').waitFor();
    await dialog.getByRole('button', { name: 'Add 40 credits' }).click();
    await figureOf(page, 'Only for some things').getByText('40 only for Illustration').waitFor();
    await page.getByRole('row').filter({ hasText: 'Voucher' }).getByText('only for Illustration').waitFor();

    await page.getByRole('button', { name: 'Adjust credits' }).click();
    await dialog.getByText('Remove', { exact: true }).click();
    await dialog.getByLabel('Which credits').selectOption({ label: '40 only for Illustration' });
    await dialog.getByLabel('Credits', { exact: true }).fill('15');
    await dialog.getByLabel('Reason').fill('Too many');
    await dialog.getByRole('button', { name: 'Remove 15 credits' }).click();
    await figureOf(page, 'Only for some things').getByText('25 only for Illustration').waitFor();
    expect(await figureOf(page, 'Available').locator('dd').first().textContent()).toBe('100');
  });

  test('the agency edits what credits of a package are only for', async () => {
    const agency = agencyOf();
    const packageId = `web-${Date.now()}`;
    const params = { packageId };
    const headers = { 'if-none-match': '*' } as const;
    const body = {
      name: 'Vouchers',
      credits: 100,
      bonusCredits: 10,
      onlyFor: { services: ['illustration'] },
      price: { amount: 1000, currency: 'EUR' },
      onSale: false,
    };
    (await agency.call(putPackage, { params, headers, body })).orThrow();
    const page = await signedIn(
      await open(),
      'admin',
      `${inject('stack').console}/catalogue/packages/${packageId}`,
    );
    const [credits, bonus] = [
      page.locator('details', { hasText: /^Credits only for/ }),
      page.locator('details', { hasText: /^Bonus credits only for/ }),
    ];
    await credits.getByText(': Illustration').click();
    await credits.getByLabel('Illustration').uncheck();
    await credits.getByLabel('Brush Collection').check();
    await bonus.getByText('Bonus credits only for').click();
    await bonus.getByLabel('Brushes', { exact: true }).check();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Saved').first().waitFor();
    const stored = await agency.call(getAgencyPackage, { params });
    expect(stored.orThrow()).toMatchObject({
      onlyFor: { products: ['brushes'] },
      bonusOnlyFor: { categories: ['Brushes'] },
    });
    const etag = stored.ok ? (stored.headers.get('etag') ?? '') : '';
    (await agency.call(deletePackage, { params, headers: { 'if-match': etag } })).orThrow();
  });
});
