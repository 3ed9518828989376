import { createAccountSpender, createInvoice, listAccountEntries, type SpenderInput } from '@scrip/client';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { agencyOf, customerWith, visitAs } from '../support/web.ts';

/** An account with 500 credits, and a member who asks beyond these limits. */
const memberOf = async (limits: SpenderInput['limits']) => {
  const accountId = await customerWith(500);
  const body = { name: 'Ann', kind: 'member', limits, above: 'ask' } as const;
  const made = await agencyOf().call(createAccountSpender, { params: { accountId }, body });
  return { accountId, spender: made.orThrow().id };
};

/** What an account's spenders spent, each with its amount. */
const spentBy = async (accountId: string) => {
  const entries = await agencyOf().call(listAccountEntries, { params: { accountId } });
  return entries.orThrow().items.flatMap(({ spender, amount }) => (spender ? [{ spender, amount }] : []));
};

describe.skipIf(isBrowserMissing)('what costs more than a budget leaves', () => {
  const { open } = useBrowser();

  /** The owner approves or declines, in a browser of their own, what waits for them. */
  const decides = async (accountId: string, what: string, answer: 'Approve' | 'Decline'): Promise<void> => {
    const page = await visitAs(await open(), accountId, '/budgets');
    const row = page.getByRole('row').filter({ hasText: what });
    await row.getByRole('button', { name: answer }).click();
    await row.getByText(`${answer}d`, { exact: true }).waitFor();
  };

  /** Asks twice at once, as somebody in a hurry. */
  const asks = async (page: Page): Promise<void> => {
    await page.getByText('You can ask the owner of the account.').waitFor();
    await page.getByRole('button', { name: 'Ask for approval' }).dblclick();
    await page.getByText('The owner of the account was asked.').waitFor();
    expect(await page.getByRole('button', { name: 'Ask for approval' }).count()).toBe(0);
  };

  test('a purchase beyond a day’s limit: the owner approves, it is bought once, and the spender sees it', async () => {
    const { accountId, spender } = await memberOf({ perDay: 10 });
    const page = await visitAs(await open(), accountId, '/store', spender);
    await page.getByRole('link', { name: 'Palette Mixer' }).click();
    await page.getByRole('button', { name: 'Buy for 15 credits' }).click();
    await page.getByText(/Your budget for today has 10 credits left. It starts anew on \d+/).waitFor();
    await asks(page);
    expect(await page.getByRole('timer').count()).toBe(0);
    expect(await spentBy(accountId)).toEqual([]);
    await decides(accountId, 'Palette Mixer', 'Approve');
    await page.getByText('Palette Mixer is yours.').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByText('Owned').waitFor();
    expect(await spentBy(accountId)).toEqual([{ spender, amount: 15 }]);
  });

  test('an invoice beyond a month’s limit: the owner approves, it is paid once, and the spender sees it', async () => {
    const { accountId, spender } = await memberOf({ perMonth: 100 });
    const body = { number: `T-${accountId}`, description: 'Hosting in May', amount: { credits: 120 } };
    const invoice = (
      await agencyOf().call(createInvoice, {
        params: { accountId },
        body: { ...body, creditsAccepted: true },
      })
    ).orThrow();
    const page = await visitAs(await open(), accountId, `/invoices/${invoice.id}`, spender);
    await page.getByText(/Your budget for this month has 100 credits left. It starts anew on \d+/).waitFor();
    await asks(page);
    await decides(accountId, 'Hosting in May', 'Approve');
    await page.getByText('Paid with credits.').waitFor();
    expect(await spentBy(accountId)).toEqual([{ spender, amount: 120 }]);
  });

  test('an order beyond the limit of one call: the owner approves, it is placed once, and the spender sees it', async () => {
    const { accountId, spender } = await memberOf({ perCall: 50 });
    const page = await visitAs(await open(), accountId, '/services', spender);
    await page.getByRole('button', { name: 'Order An hour of consulting' }).click();
    await page.getByText('Your budget allows at most 50 credits at once.').waitFor();
    await asks(page);
    await decides(accountId, 'An hour of consulting', 'Approve');
    await page.getByText('An hour of consulting is ordered.').waitFor();
    await page.getByRole('button', { name: 'See orders' }).click();
    const row = page.getByRole('row').filter({ hasText: 'An hour of consulting' });
    await row.waitFor();
    expect(await row.count()).toBe(1);
    expect(await spentBy(accountId)).toEqual([{ spender, amount: 90 }]);
  });

  test('an order that the owner declines: the spender reads so in the dialog, and nothing is spent', async () => {
    const { accountId, spender } = await memberOf({ perCall: 50 });
    const page = await visitAs(await open(), accountId, '/services', spender);
    await page.getByRole('button', { name: 'Order An hour of consulting' }).click();
    await asks(page);
    await decides(accountId, 'An hour of consulting', 'Decline');
    await page.getByText('The owner of the account declined this.').waitFor();
    expect(await page.getByRole('button', { name: 'Order for 90 credits' }).isDisabled()).toBe(true);
    expect(await spentBy(accountId)).toEqual([]);
  });
});
