import { createAccountSpender, listAccountEntries, putProfile } from '@scrip/client';
import { describe, expect, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { overflowAt } from '../support/tour.ts';
import { agencyOf, customerWith, visitAs } from '../support/web.ts';

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
