import {
  createAccountSpend,
  createAccountSpender,
  getAccountSpender,
  listAccountApprovals,
  putAccountSpender,
} from '@scrip/client';
import { describe, expect, inject, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { agencyOf, customerWith, signedIn, visitAs } from '../support/web.ts';

describe.skipIf(isBrowserMissing)('budgets', () => {
  const { open } = useBrowser();

  test('the owner makes a budget, changes its limit, and removes it', async () => {
    const page = await visitAs(await open(), await customerWith(100), '/budgets');
    await page.getByRole('button', { name: 'New budget' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Kitchen tablet');
    await dialog.getByLabel('Kind').selectOption('device');
    await dialog.getByLabel('At most a day').fill('many');
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await dialog.getByLabel('At most a day').fill('40');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Kitchen tablet' });
    await row.getByText('0 of 40').waitFor();
    await row.getByRole('button', { name: 'Change' }).click();
    await dialog.getByLabel('At most a day').fill('25');
    await dialog.getByText('Only for some things').click();
    await dialog.getByRole('group', { name: 'Services' }).getByRole('checkbox').first().check();
    await dialog.getByLabel('Beyond the budget').selectOption('ask');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row.getByText('0 of 25').waitFor();
    expect(await row.textContent()).toContain('for some things only, asks beyond it');
    await row.getByRole('button', { name: 'Change' }).click();
    await dialog.getByText('Only for some things').click();
    expect(await dialog.getByRole('checkbox', { checked: true }).count()).toBe(1);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await row.getByRole('button', { name: 'Remove' }).click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No budgets yet').waitFor();
    expect(await row.count()).toBe(0);
  });

  test('who changes a budget that the agency changed meanwhile sees what, and overwrites nothing unseen', async () => {
    const accountId = await customerWith(100);
    const body = { name: 'Agent', kind: 'agent', limits: { perDay: 40 } } as const;
    const made = await agencyOf().call(createAccountSpender, { params: { accountId }, body });
    const params = { accountId, spenderId: made.orThrow().id };
    const limitsNow = async () => (await agencyOf().call(getAccountSpender, { params })).orThrow().limits;
    const console = await signedIn(await open(), 'admin', `${inject('stack').console}/accounts/${accountId}`);
    for (const page of [await visitAs(await open(), accountId, '/budgets'), console]) {
      if (page === console) await page.getByText('Spenders', { exact: true }).click();
      const dialog = page.getByRole('dialog');
      const limits = { ...(await limitsNow()), perMonth: page === console ? 777 : 888 };
      await page.getByRole('button', { name: 'Change' }).click();
      await dialog.getByLabel('At most a day').fill('25');
      await expect.poll(() => dialog.getByRole('button', { name: 'Save' }).isEnabled()).toBe(true);
      (await agencyOf().call(putAccountSpender, { params, body: { ...body, limits } })).orThrow();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.getByText('Somebody else changed this meanwhile.').waitFor();
      await dialog.getByText(String(limits.perMonth)).waitFor();
      expect(await limitsNow()).toEqual(limits);
      await dialog.getByRole('button', { name: 'Take theirs' }).click();
      expect(await dialog.getByLabel('At most a month').inputValue()).toBe(String(limits.perMonth));
      await dialog.getByLabel('At most a day').fill('26');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect.poll(limitsNow).toEqual({ ...limits, perDay: 26 });
      (
        await agencyOf().call(putAccountSpender, { params, body: { ...body, limits: { perDay: 40 } } })
      ).orThrow();
    }
  });

  test('a budget for some things only finds any of them, however many pages there are', async () => {
    const page = await visitAs(await open(), await customerWith(10), '/settings');
    await page.route(
      ({ pathname }) => pathname === '/v1/products',
      async (route) => {
        const url = new URL(route.request().url());
        url.searchParams.set('limit', '2');
        await route.continue({ url: url.href });
      },
    );
    await page.getByRole('link', { name: 'Budgets' }).click();
    await page.getByRole('button', { name: 'New budget' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Only for some things').click();
    const products = dialog.getByRole('group', { name: 'Products' }).getByRole('checkbox');
    await products.first().waitFor();
    expect(await products.count()).toBe(2);
    await dialog.getByRole('button', { name: 'Show more' }).click();
    await products.nth(3).waitFor();
    await dialog.getByLabel('Search').fill('stone & pl');
    await dialog.getByRole('checkbox', { name: 'Stone & Plaster' }).check();
    expect(await products.count()).toBe(1);
    await dialog.getByLabel('Search').fill('no such thing');
    expect(await dialog.getByRole('checkbox', { name: 'Stone & Plaster' }).isChecked()).toBe(true);
  });

  test('owner and agency see what a spender has used of its limits', async () => {
    const accountId = await customerWith(100);
    const agency = agencyOf();
    const limits = { perCall: 50, perDay: 60 };
    const { id } = (
      await agency.call(createAccountSpender, {
        params: { accountId },
        body: { name: 'Research agent', kind: 'agent', limits },
      })
    ).orThrow();
    (
      await agency.call(createAccountSpend, {
        params: { accountId },
        body: { amount: 45, reference: 'query-1', spender: id },
      })
    ).orThrow();
    const portal = await visitAs(await open(), accountId, '/budgets');
    await portal.getByText('45 of 60').waitFor();
    const address = `${inject('stack').console}/accounts/${accountId}`;
    const page = await signedIn(await open(), 'admin', address);
    await page.getByText('Spenders', { exact: true }).click();
    const row = page.getByRole('row').filter({ hasText: 'Research agent' });
    await row.getByText('45 of 60').waitFor();
    expect(await row.textContent()).toContain('50');
    await row.getByRole('button', { name: 'Change' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('At most a day').fill('70');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row.getByText('45 of 70').waitFor();
    await row.getByRole('button', { name: 'Remove' }).click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await row.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'New budget' }).click();
    await dialog.getByLabel('Name').fill('Printer');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row').filter({ hasText: 'Printer' }).waitFor();
  });

  test('a session of a spender sees its own budget, and why something is refused', async () => {
    const accountId = await customerWith(500);
    const agency = agencyOf();
    const params = { accountId };
    const limits = { perDay: 5 };
    const { id: spender } = (
      await agency.call(createAccountSpender, { params, body: { name: 'Ann', kind: 'member', limits } })
    ).orThrow();
    const page = await visitAs(await open(), accountId, '/settings', spender);
    await page.getByRole('link', { name: 'Your budget' }).click();
    await page.getByText('0 of 5').waitFor();
    expect(await page.getByRole('button', { name: 'Change' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'New budget' }).count()).toBe(0);
    await page.goto(new URL('/services', page.url()).href);
    await page.getByRole('button', { name: 'Order An hour of consulting' }).click();
    await page.getByText('Your budget for today has 5 credits left. It starts anew on').waitFor();
    expect(await page.getByRole('button', { name: 'Order for 90 credits' }).isDisabled()).toBe(true);
  });

  test('a spender who may ask asks in the dialog at hand, and the agency sees what for', async () => {
    const accountId = await customerWith(500);
    const agency = agencyOf();
    const params = { accountId };
    const body = { name: 'Ann', kind: 'member', limits: { perCall: 5 }, above: 'ask' } as const;
    const { id: spender } = (await agency.call(createAccountSpender, { params, body })).orThrow();
    const page = await visitAs(await open(), accountId, '/services', spender);
    await page.getByRole('button', { name: 'Order An hour of consulting' }).click();
    await page.getByText('Your budget allows at most 5 credits at once. You can ask the owner').waitFor();
    await page.getByRole('button', { name: 'Ask for approval' }).click();
    await page.getByText('The owner of the account was asked.').waitFor();
    await page.getByRole('link', { name: 'See the answer' }).click();
    await page.getByText('Waiting for the owner').waitFor();
    const { console: address } = inject('stack');
    const staff = await signedIn(await open(), 'admin', `${address}/approvals?account=${accountId}`);
    const row = staff.getByRole('row').filter({ hasText: 'An hour of consulting' });
    await row.getByText('Waiting for the owner').waitFor();
    await staff.getByRole('link', { name: 'Show all' }).click();
    await row.getByRole('link', { name: accountId }).click();
    await staff.locator('.segments').getByText('Approvals', { exact: true }).click();
    await row.getByText('Ann').waitFor();
    expect(await row.count()).toBe(1);
  });

  test('the owner creates a key, sees it this once, and revokes it; who came by a link creates none', async () => {
    const page = await signedIn(await open(), 'bob', inject('stack').portal);
    await page.goto(new URL('/budgets', inject('stack').portal).href);
    await page.getByRole('button', { name: 'New budget' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Research agent');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Create a key' }).click();
    await dialog.getByLabel('Name').fill('Build server');
    await dialog.getByRole('button', { name: 'Create a key' }).click();
    await dialog.getByText(/^scrip_spender_demo_[a-z0-9]{16}_/).waitFor();
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Build server' });
    await row.getByText('Research agent').waitFor();
    await row.getByRole('button', { name: 'Revoke: Build server' }).click();
    await dialog.getByText('It was never used.').waitFor();
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await row.waitFor({ state: 'detached' });
    const accountId = await customerWith(10);
    const body = { name: 'Ann', kind: 'member', limits: {} } as const;
    (await agencyOf().call(createAccountSpender, { params: { accountId }, body })).orThrow();
    const visitor = await visitAs(await open(), accountId, '/budgets');
    await visitor.getByText('Sign in with your own account to create a key.').waitFor();
    expect(await visitor.getByRole('button', { name: 'Create a key' }).count()).toBe(0);
  });

  test('the agency creates a key of a spender in the account, and revokes it', async () => {
    const accountId = await customerWith(10);
    const body = { name: 'Printer', kind: 'device', limits: { perDay: 5 } } as const;
    (await agencyOf().call(createAccountSpender, { params: { accountId }, body })).orThrow();
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/accounts/${accountId}`);
    await page.getByText('Keys', { exact: true }).click();
    await page.getByRole('button', { name: 'Create a key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Front desk');
    await dialog.getByRole('button', { name: 'Create a key' }).click();
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Front desk' });
    await row.getByText('Printer').waitFor();
    await row.getByRole('button', { name: 'Revoke: Front desk' }).click();
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('Front desk is revoked').waitFor();
    expect(await row.count()).toBe(0);
  });

  test('what a spender asks for beyond its budget the owner approves or declines, once', async () => {
    const accountId = await customerWith(100);
    const agency = agencyOf();
    const { id: spender } = (
      await agency.call(createAccountSpender, {
        params: { accountId },
        body: { name: 'Research agent', kind: 'agent', limits: { perCall: 5 }, above: 'ask' },
      })
    ).orThrow();
    for (const reference of ['dear-query', 'dearer-query']) {
      const body = { amount: 45, reference, spender };
      const asked = await agency.call(createAccountSpend, { params: { accountId }, body });
      expect(asked).toMatchObject({ ok: false, failure: { code: 'approval_pending' } });
    }
    const page = await visitAs(await open(), accountId, '/');
    await page.getByText('2 requests wait for you.').waitFor();
    await page.getByRole('link', { name: 'Decide' }).click();
    const row = (reference: string) => page.getByRole('row').filter({ hasText: reference });
    await row('dear-query').getByRole('button', { name: 'Approve' }).click();
    await row('dear-query').getByText('Approved', { exact: true }).waitFor();
    await row('dearer-query').getByRole('button', { name: 'Decline' }).click();
    await row('dearer-query').getByText('Declined', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    const [approved] = (
      await agency.call(listAccountApprovals, { params: { accountId }, query: { status: 'approved' } })
    ).orThrow().items;
    expect(approved).toMatchObject({ amount: 45, reference: 'dear-query', spender });
  });
});
