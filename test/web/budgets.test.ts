import { createAccountSpend, createAccountSpender } from '@scrip/client';
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
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row.getByText('0 of 25').waitFor();
    await row.getByRole('button', { name: 'Remove' }).click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No budgets yet').waitFor();
    expect(await row.count()).toBe(0);
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
  });
});
