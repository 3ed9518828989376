import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { customerWith, signedIn, visitAs } from '../support/web.ts';

const pageOfEntries = z.looseObject({ items: z.array(z.looseObject({ amount: z.number() })) });

describe.skipIf(isBrowserMissing)('the history, verified', () => {
  const { open } = useBrowser();

  test('older entries are compared when they are loaded, also once the device has verified all', async () => {
    const page = await signedIn(await open(), 'alice', inject('stack').portal);
    await page.getByText(/Verified to entry \d+/).waitFor();
    await page.route('**/v1/account/entries?*', async (route) => {
      const url = new URL(route.request().url());
      const isOlder = url.searchParams.has('cursor');
      url.searchParams.set('limit', '5');
      const answer = await route.fetch({ url: url.href });
      const read = pageOfEntries.parse(await answer.json());
      const items = read.items.map((entry, index) =>
        isOlder && index === 2 ? { ...entry, amount: entry.amount + 1 } : entry,
      );
      await route.fulfill({ response: answer, json: { ...read, items } });
    });
    await page.reload();
    await page.getByText(/Verified to entry \d+/).waitFor();
    await page.getByRole('button', { name: 'Show older' }).click();
    const broken = page.getByRole('alert').filter({ hasText: 'or something before it has changed.' });
    expect(await broken.textContent()).toContain('Save a statement and ask the agency.');
  });

  test('the first check can be stopped, and begun again', async () => {
    const page = await visitAs(await open(), await customerWith(10), '/settings');
    await page.route('**/v1/account/chain*', () => undefined);
    await page.getByRole('link', { name: 'Credits' }).first().click();
    await page.getByRole('progressbar', { name: 'Verifying your history' }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Your history is not verified.').waitFor();
    await page.unroute('**/v1/account/chain*');
    await page.getByRole('button', { name: 'Verify again' }).click();
    expect(await page.getByText(/Verified to entry \d+/).textContent()).toContain('entry 1');
  });
});
