import { createAdjustment, type OnlyForInput } from '@scrip/client';
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
    const lot = page.getByRole('row').filter({ hasText: 'only for Illustration' });
    expect(await lot.textContent()).toMatch(/25$/);
  });
});
