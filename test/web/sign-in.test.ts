import { describe, expect, inject, test } from 'vitest';
import { barriersOf, isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { complaintsOf, signedIn } from '../support/web.ts';

describe.skipIf(isBrowserMissing)('signing in', () => {
  const { open } = useBrowser();

  test.each(['light', 'dark'] as const)(
    'on the issuer’s page, by keyboard alone, without a barrier in the %s scheme',
    async (colorScheme) => {
      const { portal, issuer } = inject('stack');
      const context = await open({ colorScheme });
      const page = await context.newPage();
      await page.goto(portal);
      await page.getByRole('button', { name: 'Sign in' }).first().click();
      await page.waitForURL(`${issuer}/authorize?*`);
      expect(await barriersOf(page)).toEqual([]);

      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').textContent()).toMatch(/^\s*A\s*Alice/);
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.origin === new URL(portal).origin && url.pathname !== '/signed-in');
    },
  );

  test.each([
    ['alice', 'portal', '/v1/account'],
    ['admin', 'console', '/v1/agency/'],
  ] as const)(
    '%s signs in at the %s, whose policy holds, and a reload stays signed in',
    async (login, app, asked) => {
      const context = await open();
      const page = await signedIn(context, login, inject('stack')[app]);
      const complaints = complaintsOf(page);
      const [again] = await Promise.all([
        page.waitForResponse((response) => response.url().includes(asked)),
        page.reload(),
      ]);
      expect(again.status()).toBe(200);
      await page.waitForLoadState('networkidle');
      expect(complaints).toEqual([]);
    },
  );

  test('whoever signs out ends at the portal of their agency, and stays signed out', async () => {
    const context = await open();
    const page = await signedIn(context, 'carol', new URL('/a/other/', inject('stack').portal).href);
    await page.goto(new URL('/a/other/settings', inject('stack').portal).href);
    await page.getByRole('button', { name: 'Sign out' }).last().click();
    await page.waitForURL('**/a/other/');
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).first().waitFor();
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).toBe('{}');
  });
});
