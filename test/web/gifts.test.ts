import { listGifts, createSession, customerClient } from '@scrip/client';
import { describe, expect, inject, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { overflowAt } from '../support/tour.ts';
import { agencyOf, customerWith, visitAs } from '../support/web.ts';

const clientOf = async (accountId: string) => {
  const made = await agencyOf().call(createSession, {
    params: { accountId },
    body: { scopes: ['credits:read', 'credits:spend'], seconds: 600 },
  });
  return customerClient({ baseUrl: inject('stack').api, credential: made.orThrow().token });
};

describe.skipIf(isBrowserMissing)('gifts', () => {
  const { open } = useBrowser();

  test('a customer gives twice: a friend redeems the one, and the other is taken back', async () => {
    const [giver, friend] = [await customerWith(100), await customerWith(0)];
    const page = await visitAs(await open(), giver, '/send');
    const form = page.locator('section.card').filter({ hasText: 'As a gift' });
    const balance = page.locator('header .balance .sr').first();
    const giftOf = (amount: string) =>
      page.getByRole('row').filter({ has: page.getByRole('cell', { name: amount, exact: true }) });
    for (const [amount, left] of [
      ['30', '70'],
      ['20', '50'],
    ] as const) {
      await form.getByLabel('Credits').fill('some');
      expect(await form.getByRole('button', { name: 'Make the gift' }).isDisabled()).toBe(true);
      await form.getByLabel('Credits').fill(amount);
      await form.getByLabel('Message').fill('Happy birthday');
      await form.getByRole('button', { name: 'Make the gift' }).click();
      await page.getByText('Your gift is ready. Pass this code on:').waitFor();
      await expect.poll(() => balance.textContent()).toBe(left);
      await giftOf(amount).getByText('Open').waitFor();
    }
    expect(await overflowAt(page, [320, 640])).toEqual([]);
    const { items } = (await (await clientOf(giver)).call(listGifts)).orThrow();
    const code = items.find(({ amount }) => amount === 30)?.code ?? '';

    const other = await visitAs(await open(), friend, '/redeem');
    await other.getByLabel('Code').fill(code.toLowerCase());
    await other.getByRole('button', { name: 'Redeem' }).click();
    await expect.poll(() => other.locator('header .balance .sr').first().textContent()).toBe('30');
    await other.goto(inject('stack').portal);
    await other.getByRole('row').filter({ hasText: 'Gift' }).getByText('Happy birthday').waitFor();

    // The giver's page does not know of it yet.
    const redeemed = giftOf('30');
    await redeemed.getByRole('button', { name: 'Take back' }).click();
    await redeemed.getByText('This gift is no longer open.').waitFor();
    const taken = giftOf('20');
    await taken.getByRole('button', { name: 'Take back' }).click();
    await page.getByText('Taken back. The credits are yours again.').waitFor();
    await taken.getByText('Taken back').waitFor();
    await redeemed.getByText('Redeemed').waitFor();
    await expect.poll(() => balance.textContent()).toBe('70');
  });
});
