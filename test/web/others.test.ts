import { describe, expect, inject, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { signedIn } from '../support/web.ts';

describe.skipIf(isBrowserMissing)('who sees what', () => {
  const { open } = useBrowser();

  test('bob, whose payment is disputed, reads that he owes credits, and what pays them', async () => {
    const page = await signedIn(await open(), 'bob', inject('stack').portal);
    await page.getByText('You owe 80 credits. The next credits pay this first.').first().waitFor();
    expect(await page.locator('header .balance').textContent()).toContain('You owe 80');
    await page.goto(new URL('/receipts', inject('stack').portal).href);
    await page.getByText('Disputed').waitFor();
  });

  test('carol, a customer of another agency, sees its name and colours and nothing of ours', async () => {
    const { portal } = inject('stack');
    const page = await signedIn(await open(), 'carol', new URL('/a/other/', portal).href);
    await page.getByText('Harbor & Pine').first().waitFor();
    await page.goto(new URL('/a/other/store', portal).href);
    await page.getByText('3 products').or(page.getByRole('article').first()).first().waitFor();
    const store = (await page.locator('main').textContent()) ?? '';
    expect(await page.getByRole('article').count()).toBe(3);
    expect(store).not.toContain('Forest Scenes');
    await page.goto(new URL('/a/other/store/forest', portal).href);
    await page.getByText('This is not here').waitFor();
  });

  test('before anybody signs in each agency’s portal has its own name', async () => {
    const { portal } = inject('stack');
    const page = await (await open()).newPage();
    await page.goto(new URL('/a/other/', portal).href);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Harbor & Pine');
    await page.goto(portal);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Northlight Studio');
  });
});
