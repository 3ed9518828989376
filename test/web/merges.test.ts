import { createAccountHold, createSession, getAgencyAccount, putProfile } from '@scrip/client';
import { describe, expect, inject, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { agencyOf, customerWith, signedIn, visitAs } from '../support/web.ts';

/** Two accounts of one customer, each with 50 credits and a name that nobody else has. */
const twoAccounts = async () => {
  const [old, heir] = [await customerWith(50), await customerWith(50)];
  const [oldName, heirName] = [`Old ${old}`, `Heir ${heir}`];
  for (const [accountId, name] of [
    [old, oldName],
    [heir, heirName],
  ] as const)
    (await agencyOf().call(putProfile, { params: { accountId }, body: { name } })).orThrow();
  return { old, heir, oldName, heirName };
};

const pageOf = (accountId: string): string => `${inject('stack').console}/accounts/${accountId}`;

describe.skipIf(isBrowserMissing)('a merge of two accounts', () => {
  const { open } = useBrowser();

  test('shows what would be, asks for the ID, and afterwards each account leads to the other', async () => {
    const { old, heir, oldName, heirName } = await twoAccounts();
    const customer = await visitAs(await open(), old, '/buy');
    const session = { params: { accountId: old }, body: { scopes: ['credits:read' as const], seconds: 600 } };
    const unused = (await agencyOf().call(createSession, session)).orThrow();
    const page = await signedIn(await open(), 'admin', pageOf(old));
    await page.getByRole('button', { name: 'Merge into another account…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox').fill(heirName);
    await dialog.getByRole('button', { name: 'Find' }).click();
    await dialog.getByRole('button', { name: `${heirName} ${heir}` }).click();
    await dialog.getByText('Available there afterwards').waitFor();
    expect(await dialog.locator('.pairs').textContent()).toMatch(/move50.*afterwards100/);
    const deed = dialog.getByRole('button', { name: `Merge into ${heirName}` });
    expect(await deed.isDisabled()).toBe(true);
    await dialog.getByLabel(`Type ${old} to confirm`).fill(old);
    await deed.click();
    await page.getByText(`${oldName} is now part of ${heirName}`).waitFor();
    await page.getByText('Merged into').first().waitFor();
    for (const name of ['Adjust credits', 'Issue invoice', 'Merge into another account…', 'Edit'])
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    await page.getByRole('row').filter({ hasText: `Accounts merged` }).waitFor();

    await page.getByRole('link', { name: heirName }).click();
    await page.getByRole('heading', { level: 1, name: heirName }).waitFor();
    await page.getByText('Merged accounts').waitFor();
    await page.getByText('This account cannot merge into another one').waitFor();
    await page.getByRole('button', { name: 'Adjust credits' }).waitFor();
    expect(await page.getByRole('button', { name: 'Merge into another account…' }).count()).toBe(0);
    await page.getByRole('link', { name: oldName }).click();
    await page.getByRole('heading', { level: 1, name: oldName }).waitFor();
    await page.getByText('Merged into').first().waitFor();

    // API Gateway knows the session of the old account for half a minute longer; then it is over, as is a link from before.
    await customer.getByLabel(/Starter/).check();
    await customer.getByRole('button', { name: /^Pay/ }).click();
    await customer.getByText('Your account is now part of another one.').waitFor();
    await customer.goto(unused.url);
    await customer.getByRole('heading', { name: 'Signing in failed' }).waitFor();
    await customer.getByText('Open a new link, or sign in.').waitFor();
    const again = await visitAs(await open(), old);
    const entry = again.getByRole('row').filter({ hasText: 'Accounts merged' });
    await entry.waitFor();
    expect(await again.locator('header .balance .sr').first().textContent()).toBe('100');
    expect(
      (await agencyOf().call(getAgencyAccount, { params: { accountId: heir } })).orThrow(),
    ).toMatchObject({
      available: 100,
      mergedFrom: [old],
    });
  });

  test('says what stands in the way, and leads there', async () => {
    const { old, heir, heirName } = await twoAccounts();
    const hold = { params: { accountId: old }, body: { amount: 5, reference: 'render-7' } };
    (await agencyOf().call(createAccountHold, hold)).orThrow();
    const page = await signedIn(await open(), 'admin', pageOf(old));
    const dialog = page.getByRole('dialog');
    const choose = async (id: string): Promise<void> => {
      await page.getByRole('button', { name: 'Merge into another account…' }).click();
      await dialog.getByRole('searchbox').fill(id);
      await dialog.getByRole('button', { name: 'Find' }).click();
      await dialog.getByRole('button', { name: `Choose ${id}` }).click();
    };
    await choose(heir);
    await dialog.getByText('Open holds').waitFor();
    expect(await dialog.getByRole('button', { name: `Merge into ${heirName}` }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Show Holds' }).click();
    expect(await dialog.count()).toBe(0);
    await page.getByRole('button', { name: 'Release render-7' }).click();
    await dialog.getByRole('button', { name: 'Release' }).click();
    await page.getByText('5 credits released').first().waitFor();
    await choose('nobody-of-that-name');
    await dialog.getByText('There is no such account').waitFor();
    await dialog.getByRole('button', { name: 'Choose another' }).click();
    await dialog.getByRole('searchbox').fill(heir);
    await dialog.getByRole('button', { name: 'Find' }).click();
    await dialog.getByRole('button', { name: `Choose ${heir}` }).click();
    await dialog.getByLabel(`Type ${old} to confirm`).waitFor();
  });
});
