import {
  addAllowanceAccounts,
  type AllowanceInput,
  getAllowance,
  listAllowanceAccounts,
  putAllowance,
} from '@scrip/client';
import { describe, expect, inject, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { barriersInBothSchemes, overflowAt } from '../support/tour.ts';
import { agencyOf, customerWith, signedIn, visitAs } from '../support/web.ts';

const agency = agencyOf();

const read = async (allowanceId: string) => {
  const answer = await agency.call(getAllowance, { params: { allowanceId } });
  if (!answer.ok) throw new Error(answer.failure.code);
  return { allowance: answer.value, etag: answer.headers.get('etag') ?? '' };
};

const make = async (allowanceId: string, name: string): Promise<void> => {
  const body: AllowanceInput = {
    name,
    every: 'month',
    startsOn: '2026-01-31',
    amount: 40,
    expiry: 'period_end',
    rollOverUpTo: 60,
    onlyFor: { meters: ['api-calls'] },
  };
  const headers = { 'if-none-match': '*' };
  (await agency.call(putAllowance, { params: { allowanceId }, headers, body })).orThrow();
};

describe.skipIf(isBrowserMissing)('allowances in the console', () => {
  const { open } = useBrowser();

  test('an allowance is made, changed, paused, resumed, ended and deleted', async () => {
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/allowances`);
    await page.getByRole('button', { name: 'New allowance' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Crew credits');
    await dialog.getByLabel('ID', { exact: true }).fill('crew');
    await dialog.getByLabel('How often').selectOption('Every week');
    await dialog.getByLabel('Credits of each period').fill('30');
    await dialog.getByLabel('Unused credits that stay').fill('some');
    expect(await dialog.getByRole('button', { name: 'New allowance' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Unused credits that stay').fill('20');
    await dialog.getByText('No account gets it yet').waitFor();
    await dialog.getByRole('button', { name: 'New allowance' }).click();
    await page.getByRole('row').filter({ hasText: 'Crew credits' }).getByText('30 credits a week').waitFor();
    await page.getByRole('link', { name: 'Crew credits' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await dialog.getByLabel('Credits of each period').fill('35');
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('35 credits a week').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await dialog.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('None: the allowance is paused.').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await dialog.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('20 of them, if unused').waitFor();
    await page.getByRole('button', { name: 'End' }).click();
    await dialog.getByLabel('Last day').fill('2999-12-31');
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText(/\b2999\b/).waitFor();
    expect((await read('crew')).allowance).toMatchObject({
      every: 'week',
      amount: 35,
      rollOverUpTo: 20,
      endsOn: '2999-12-31',
    });
    expect((await read('crew')).allowance).not.toHaveProperty('paused');
    await page.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Crew credits deleted').waitFor();
    await page.getByRole('heading', { name: 'Allowances', level: 1 }).waitFor();
    expect(await page.getByRole('row').filter({ hasText: 'Crew credits' }).count()).toBe(0);
  });

  test('who edits what somebody else changed meanwhile sees both, and overwrites nothing unseen', async () => {
    await make('disputed', 'Disputed credits');
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/allowances/disputed`);
    await page.getByRole('button', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('My credits');
    const { allowance, etag } = await read('disputed');
    const params = { allowanceId: 'disputed' };
    const headers = { 'if-match': etag };
    (
      await agency.call(putAllowance, { params, headers, body: { ...allowance, amount: 41, paused: true } })
    ).orThrow();
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await dialog.getByRole('cell', { name: '41', exact: true }).waitFor();
    expect((await read('disputed')).allowance).toMatchObject({ name: 'Disputed credits', amount: 41 });
    await dialog.getByRole('button', { name: 'Take theirs' }).click();
    await dialog.getByLabel('Name').fill('Our credits');
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('heading', { name: 'Our credits', exact: true }).waitFor();
    expect((await read('disputed')).allowance).toMatchObject({
      name: 'Our credits',
      amount: 41,
      paused: true,
      rollOverUpTo: 60,
      onlyFor: { meters: ['api-calls'] },
    });
  });

  test('neither the last day that somebody else set nor their change is lost by ending or deleting', async () => {
    await make('leaving', 'Leaving credits');
    const params = { allowanceId: 'leaving' };
    const change = async (some: Partial<AllowanceInput>): Promise<void> => {
      const { allowance, etag } = await read('leaving');
      const body = { ...allowance, ...some };
      (await agency.call(putAllowance, { params, headers: { 'if-match': etag }, body })).orThrow();
    };
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/allowances/leaving`);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'End' }).click();
    await dialog.getByLabel('Last day').fill('2998-01-01');
    await change({ endsOn: '2999-12-31', amount: 41 });
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await dialog.getByRole('cell', { name: /Dec.*2999/ }).waitFor();
    expect((await read('leaving')).allowance).toMatchObject({ endsOn: '2999-12-31' });
    await dialog.getByRole('button', { name: 'Keep mine' }).click();
    await expect
      .poll(async () => (await read('leaving')).allowance)
      .toMatchObject({ endsOn: '2998-01-01', amount: 41 });
    await page.getByRole('button', { name: 'Delete' }).click();
    await change({ amount: 42 });
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText('Somebody else changed this meanwhile.').waitFor();
    expect((await read('leaving')).allowance).toMatchObject({ amount: 42 });
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Leaving credits deleted').waitFor();
  });

  test('accounts are added, those that are refused say why, and one is removed', async () => {
    await make('grouped', 'Group credits');
    const [first, second, third] = [await customerWith(1), await customerWith(1), await customerWith(1)];
    const params = { allowanceId: 'grouped' };
    (await agency.call(addAllowanceAccounts, { params, body: { accounts: [third] } })).orThrow();
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/allowances/grouped`);
    await page.getByRole('row').filter({ hasText: third }).waitFor();
    await page.getByRole('button', { name: 'Add accounts' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Accounts', { exact: true }).fill(`${first}\n${second}, ${third} nobody-yet`);
    await dialog.getByRole('button', { name: 'Add accounts' }).click();
    await dialog.getByText('No such account').waitFor();
    expect(await dialog.getByLabel('Accounts', { exact: true }).inputValue()).toBe('nobody-yet');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await dialog.getByLabel('Credits of each period').fill('7');
    await dialog.getByLabel('Unused credits that stay').fill('');
    await dialog.getByText('21 credits to 3 accounts').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    const row = page.getByRole('row').filter({ hasText: second });
    await row.getByRole('cell', { name: '40', exact: true }).waitFor();
    await row.getByRole('button', { name: `Remove ${second}?` }).click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await page.getByText(`${second} no longer gets the allowance`).waitFor();
    const { items } = (await agency.call(listAllowanceAccounts, { params })).orThrow();
    expect(items.map(({ account }) => account).toSorted()).toEqual([first, third].toSorted());
  });

  test('its page and its forms can be used by everybody, also on a narrow screen', async () => {
    await make('wide', 'Credits with a long name that has to break somewhere on a narrow screen');
    const page = await signedIn(await open(), 'admin', `${inject('stack').console}/allowances/wide`);
    const faults: string[] = [];
    for (const name of [undefined, 'Edit', 'End', 'Add accounts']) {
      if (name !== undefined) await page.getByRole('button', { name, exact: true }).click();
      await page.getByText(name === undefined ? 'Nothing yet.' : 'Cancel').waitFor();
      faults.push(...(await barriersInBothSchemes(page)), ...(await overflowAt(page, [320, 640])));
      await page.keyboard.press('Escape');
    }
    expect(faults).toEqual([]);
  });
});

describe.skipIf(isBrowserMissing)('allowances of one customer', () => {
  const { open } = useBrowser();

  test('the customer sees the next credits beforehand, and why none come while the allowance is paused', async () => {
    await make('member', 'Membership');
    const account = await customerWith(5);
    const params = { allowanceId: 'member' };
    (await agency.call(addAllowanceAccounts, { params, body: { accounts: [account] } })).orThrow();
    const page = await visitAs(await open(), account);
    const row = page.getByRole('row').filter({ hasText: 'Membership' });
    await row.getByText('every month, only for API calls').waitFor();
    expect(await row.textContent()).toMatch(/(in \d+ \w+|tomorrow).*20 of them, if unused:.*40$/);
    expect(await overflowAt(page, [320, 640])).toEqual([]);
    const { allowance, etag } = await read('member');
    const headers = { 'if-match': etag };
    (await agency.call(putAllowance, { params, headers, body: { ...allowance, paused: true } })).orThrow();
    await page.reload();
    await row.getByText('Paused: no credits come until it goes on').waitFor();
  });

  test('a customer without allowances reads nothing of them', async () => {
    const page = await visitAs(await open(), await customerWith(5));
    const asked = page.waitForResponse((response) => response.url().endsWith('/v1/account/allowances'));
    await page.reload();
    await asked;
    await page.getByRole('heading', { name: 'History' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Allowances' }).count()).toBe(0);
  });

  test('the agency finds the allowances of an account on its page, with days in its own time zone', async () => {
    await make('listed', 'Listed credits');
    const account = await customerWith(5);
    const params = { allowanceId: 'listed' };
    (await agency.call(addAllowanceAccounts, { params, body: { accounts: [account] } })).orThrow();
    const page = await signedIn(
      await open({ timezoneId: 'Pacific/Auckland' }),
      'admin',
      `${inject('stack').console}/accounts/${account}`,
    );
    await page.locator('label', { hasText: /^Allowances$/ }).click();
    const row = page.getByRole('row').filter({ hasText: 'Listed credits' });
    await row.getByText('20 of them, if unused:').waitFor();
    await page.getByText(/^Days in the time zone/).waitFor();
    await row.getByRole('link', { name: 'Listed credits' }).click();
    await page.getByText(/^Days in the time zone/).waitFor();
    // The day of the accounts' list and the instant beside it are of one zone.
    const begins = await page.locator('dt', { hasText: 'Begins' }).locator('xpath=../dd').textContent();
    const cell = page.getByRole('row').filter({ hasText: account }).locator('[data-label="Next period"]');
    expect(begins).toMatch(new RegExp(`^${await cell.textContent()}, 00:00`));
  });
});
