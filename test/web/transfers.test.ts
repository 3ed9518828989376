import {
  createAccountSpender,
  createAdjustment,
  listAccountEntries,
  putProfile,
  type OnlyFor,
} from '@scrip/client';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { agencyAccountView } from '../../shared/http/routes/agency/views.ts';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { overflowAt } from '../support/tour.ts';
import { agencyOf, customerWith, signedIn, visitAs } from '../support/web.ts';

/** The entries of transfers in an account's history. */
const transfersOf = async (accountId: string) => {
  const entries = await agencyOf().call(listAccountEntries, { params: { accountId } });
  return entries.orThrow().items.filter(({ kind }) => kind === 'transfer');
};

/** A customer with a name and a customer number of their own. */
const named = async (credits: number, name: string) => {
  const accountId = await customerWith(credits);
  const externalId = `C-${accountId}`;
  const body = { name, externalId };
  const headers = { 'if-none-match': '*' };
  (await agencyOf().call(putProfile, { params: { accountId }, headers, body })).orThrow();
  return { accountId, externalId };
};

describe.skipIf(isBrowserMissing)('sending credits to a customer', () => {
  const { open } = useBrowser();

  test('credits are sent once by customer number, and both histories name the other and the message', async () => {
    const [ann, ben] = [await named(100, 'Ann Arbor'), await named(0, 'Ben Bell')];
    const page = await visitAs(await open(), ann.accountId, '/send');
    const form = page.locator('section.card').filter({ hasText: 'To a customer' });
    const send = form.getByRole('button', { name: 'Send' });
    await form.getByRole('textbox', { name: 'Recipient' }).fill('C-nobody');
    await form.getByLabel('Credits').fill('30');
    await form.getByLabel('Message').fill('For lunch');
    await send.click();
    await form.getByText('There is no such recipient. Check the number.').waitFor();
    await form.getByRole('textbox', { name: 'Recipient' }).fill(ben.externalId);
    await send.dblclick();
    await page.getByText('Sent.').waitFor();
    await expect.poll(() => page.locator('header .balance .sr').first().textContent()).toBe('70');
    expect(await overflowAt(page, [320, 640])).toEqual([]);
    expect(await transfersOf(ann.accountId)).toMatchObject([
      { type: 'out', amount: 30, label: ben.externalId },
    ]);
    const other = await visitAs(await open(), ben.accountId);
    const row = other.getByRole('row').filter({ hasText: 'Ann Arbor' });
    await row.getByText('For lunch').waitFor();
    expect(await row.textContent()).toContain('30');
  });

  test('beyond a budget the owner is asked in the form; approved, it is sent once, and the form says so', async () => {
    const [accountId, friend] = [await customerWith(100), await customerWith(1)];
    const limits = { perDay: 10 };
    const body = { name: 'Ann', kind: 'member', limits, above: 'ask' } as const;
    const made = await agencyOf().call(createAccountSpender, { params: { accountId }, body });
    const page = await visitAs(await open(), accountId, '/send', made.orThrow().id);
    const form = page.locator('section.card').filter({ hasText: 'To a customer' });
    await form.getByLabel('You know the recipient’s').selectOption('account');
    await form.getByRole('textbox', { name: 'Recipient' }).fill(friend);
    await form.getByLabel('Credits').fill('30');
    await form.getByRole('button', { name: 'Send' }).click();
    await form.getByText('The owner of the account was asked.').waitFor();
    expect(await form.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    expect(await transfersOf(accountId)).toEqual([]);
    const owner = await visitAs(await open(), accountId, '/budgets');
    await owner.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Sent.').waitFor();
    expect(await form.getByText('The owner of the account was asked.').count()).toBe(0);
    expect(await transfersOf(accountId)).toMatchObject([{ type: 'out', amount: 30 }]);
    expect(await transfersOf(friend)).toMatchObject([{ type: 'in', amount: 30 }]);
  });

  test('a budget that refuses says in the form what is left and when it starts anew', async () => {
    const [accountId, friend] = [await customerWith(100), await customerWith(1)];
    const body = { name: 'Ann', kind: 'member', limits: { perMonth: 10 } } as const;
    const made = await agencyOf().call(createAccountSpender, { params: { accountId }, body });
    const page = await visitAs(await open(), accountId, '/send', made.orThrow().id);
    for (const [card, button] of [
      ['To a customer', 'Send'],
      ['As a gift', 'Make the gift'],
    ] as const) {
      const form = page.locator('section.card').filter({ hasText: card });
      if (card === 'To a customer') {
        await form.getByLabel('You know the recipient’s').selectOption('account');
        await form.getByRole('textbox', { name: 'Recipient' }).fill(friend);
      }
      await form.getByLabel('Credits').fill('30');
      await form.getByRole('button', { name: button }).click();
      await form.getByText(/Your budget for this month has 10 credits left. It starts anew on \d+/).waitFor();
    }
    expect(await transfersOf(accountId)).toEqual([]);
  });
});

describe.skipIf(isBrowserMissing)('sending credits on a customer’s behalf', () => {
  const { open } = useBrowser();

  const pageOf = async (accountId: string): Promise<Page> =>
    signedIn(await open(), 'admin', `${inject('stack').console}/accounts/${accountId}`);

  const dialogOn = async (page: Page) => {
    await page.getByRole('button', { name: 'Send credits…' }).click();
    return page.getByRole('dialog');
  };

  test('the console says what stays and what would go, sends it once, and both histories show it', async () => {
    const [ann, ben] = [await named(60, 'Ann Arbor'), await named(0, 'Ben Bell')];
    const { accountId } = ann;
    const give = async (amount: number, more: { onlyFor?: OnlyFor } = {}): Promise<void> => {
      const body = { type: 'in', class: 'promo', reason: 'Welcome', amount, ...more } as const;
      (await agencyOf().call(createAdjustment, { params: { accountId }, body })).orThrow();
    };
    await give(40);
    await give(7, { onlyFor: { meters: ['api-calls'] } });
    const page = await pageOf(accountId);
    const dialog = await dialogOn(page);
    const pairs = dialog.locator('.pairs');
    await expect
      .poll(() => pairs.textContent())
      .toMatch(/^Promo.*paid ones40Credits only for API calls stay7Can be sent60$/);
    await dialog.getByRole('searchbox').fill(ben.externalId);
    await dialog.getByRole('button', { name: 'Find' }).click();
    await dialog.getByRole('button', { name: /^Ben Bell/ }).click();
    await dialog.getByLabel('Credits').fill('61');
    await dialog.getByText('At most 60 credits can be sent.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Send 61 credits' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Credits').fill('25');
    await pairs.getByText('Available after').waitFor();
    expect(await pairs.last().textContent()).toMatch(/now100Paid, no expiry.25Available after75$/);
    expect(await transfersOf(accountId)).toEqual([]);
    await dialog.getByLabel('Message').fill('Paid on the wrong account');
    expect(await overflowAt(page, [320, 640])).toEqual([]);
    await dialog.getByRole('button', { name: 'Send 25 credits' }).dblclick();
    await page.getByText('25 credits sent to Ben Bell').waitFor();
    expect(await transfersOf(accountId)).toMatchObject([
      { type: 'out', amount: 25, note: 'Paid on the wrong account' },
    ]);
    expect(await transfersOf(ben.accountId)).toMatchObject([
      { type: 'in', amount: 25, label: 'Ann Arbor', note: 'Paid on the wrong account' },
    ]);
    await page.getByRole('row').filter({ hasText: 'Paid on the wrong account' }).waitFor();
  });

  test('an account that does not exist is said before anything is sent', async () => {
    const dialog = await dialogOn(await pageOf(await customerWith(10)));
    await dialog.getByRole('searchbox').fill('nobody-of-that-name');
    await dialog.getByRole('button', { name: 'Find' }).click();
    await dialog.getByRole('button', { name: 'Choose nobody-of-that-name' }).click();
    await dialog.getByLabel('Credits').fill('5');
    await dialog.getByText('There is no such account. Check the ID.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Send 5 credits' }).isDisabled()).toBe(true);
  });

  test('where the agency allows no transfers, the dialog says so and leads to the settings', async () => {
    const accountId = await customerWith(10);
    const page = await pageOf(accountId);
    // The agency of these tests allows them: its answer is changed on the way.
    await page.route(`**/v1/agency/accounts/${accountId}`, async (route) => {
      const response = await route.fetch();
      const account = agencyAccountView.parse(await response.json());
      const reasons = [{ code: 'transfers_disabled', title: 'This agency does not allow transfers.' }];
      const allowed = { ...account.allowed, sendCredits: { allowed: false, reasons } };
      await route.fulfill({ response, json: { ...account, allowed } });
    });
    await page.reload();
    const dialog = await dialogOn(page);
    await dialog.getByText('Your settings do not allow customers to send credits.').waitFor();
    expect(await dialog.getByRole('searchbox').count()).toBe(0);
    await dialog.getByRole('link', { name: 'Open the settings' }).click();
    await page.getByLabel('Customers can send credits to each other').waitFor();
  });
});
