import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import * as z from 'zod';

/**
 * Draws the pictures of docs/screens.md from a stack that `npm start` runs with fresh data.
 * CHROMIUM names the browser, SCRIP_DATA the stack's data, as for `npm start`.
 */
const folder = path.join(import.meta.dirname, '..', '..', 'docs', 'screenshots');

const { portal, console: consoleUrl } = z
  .object({ portal: z.url(), console: z.url() })
  .parse(JSON.parse(readFileSync(path.join(process.env['SCRIP_DATA'] ?? '.local', 'stack.json'), 'utf8')));

type Screen = { name: string; path: string; prepare?: (page: Page) => Promise<void> };

/** Follows the first link of the page whose address begins so. */
const first =
  (begins: string) =>
  async (page: Page): Promise<void> => {
    const address = await page.locator(`main a[href^="${begins}"]`).first().getAttribute('href');
    await page.goto(new URL(address ?? begins, page.url()).href);
  };

const APPS: readonly { url: string; login: string; screens: readonly Screen[] }[] = [
  {
    url: portal,
    login: 'alice',
    screens: [
      { name: 'credits', path: '/' },
      { name: 'buy', path: '/buy' },
      { name: 'store', path: '/store' },
      {
        name: 'confirm',
        path: '/store/brushes',
        prepare: async (page) => {
          await page
            .getByRole('button', { name: /^(Buy|Get) for/ })
            .first()
            .click();
          await page.locator('dialog .countdown').waitFor();
        },
      },
      { name: 'request', path: '/requests', prepare: first('/requests/') },
      { name: 'invoice', path: '/invoices', prepare: first('/invoices/') },
    ],
  },
  {
    url: consoleUrl,
    login: 'admin',
    screens: [
      { name: 'overview', path: '/console' },
      { name: 'requests', path: '/console/requests', prepare: first('/console/requests/') },
      { name: 'account', path: '/console/accounts/alice' },
      { name: 'settings', path: '/console/settings' },
    ],
  },
];

/** Each of them is a file: `credits.light.jpg`, `credits.dark.jpg`, `credits.phone.jpg`. */
const LOOKS = [
  { look: 'light', colorScheme: 'light', width: 1200, height: 800 },
  { look: 'dark', colorScheme: 'dark', width: 1200, height: 800 },
  { look: 'phone', colorScheme: 'light', width: 390, height: 780 },
] as const;

const signIn = async (context: BrowserContext, url: string, login: string): Promise<Page> => {
  const page = await context.newPage();
  await page.route(
    ({ pathname }) => pathname === '/authorize',
    (route) => {
      const asked = new URL(route.request().url());
      asked.searchParams.set('login_hint', login);
      return route.continue({ url: asked.href });
    },
  );
  await page.goto(url);
  const greeted = page.waitForResponse(
    (response) => response.request().headers()['authorization'] !== undefined,
  );
  await page.getByRole('button', { name: 'Sign in' }).first().click();
  await greeted;
  return page;
};

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const { url, login, screens } of APPS) {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
  const page = await signIn(context, url, login);
  for (const { name, path: address, prepare } of screens) {
    await page.goto(new URL(address, url).href);
    await page.waitForLoadState('networkidle');
    await prepare?.(page);
    for (const { look, colorScheme, width, height } of LOOKS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: path.join(folder, `${name}.${look}.jpg`), type: 'jpeg', quality: 80 });
    }
    process.stdout.write(`${name}\n`);
  }
  await context.close();
}
await browser.close();
