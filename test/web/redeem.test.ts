import { createPromoCodes } from '@scrip/client';
import { describe, expect, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { agencyOf, customerWith, visitAs } from '../support/web.ts';

/** A code that is worth this many credits. */
const newCode = async (credits: number): Promise<string> => {
  const csv = (
    await agencyOf().call(createPromoCodes, { body: { name: 'For a test', credits, codes: 1 } })
  ).orThrow();
  return csv.trim().split('\n').at(-1)?.split(',')[0] ?? '';
};

describe.skipIf(isBrowserMissing)('redeeming a code', () => {
  const { open } = useBrowser();

  test('the right code adds its credits at once, and a second time says that it was used', async () => {
    const page = await visitAs(await open(), await customerWith(0), '/redeem');
    const code = await newCode(75);
    const field = page.getByLabel('Code', { exact: true });
    await field.fill(code.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByText('75 credits added.').waitFor();
    await page.getByText('You have 75 credits available.').waitFor();
    await field.fill(code);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'You have already used this code.' }).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
  });

  test('a wrong code stays in its field to be mended, and after too many one has to wait', async () => {
    const page = await visitAs(await open(), await customerWith(0), '/redeem');
    const field = page.getByLabel('Code', { exact: true });
    const told: (string | null)[] = [];
    for (const code of ['WR0NG-11111', 'WR0NG-22222', 'WR0NG-33333', 'WR0NG-44444']) {
      await field.fill(code);
      const answered = page.waitForResponse((response) => response.url().endsWith('/v1/redemptions'));
      await page.getByRole('button', { name: 'Redeem code' }).click();
      await answered;
      told.push(await page.getByRole('alert').textContent());
      expect(await field.inputValue()).toBe(code);
    }
    expect(told[0]).toContain('This code is not valid. Check each character.');
    expect(told[3]).toContain('Too many invalid entries. Wait, then try again.');
  });
});
