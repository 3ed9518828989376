import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { barriersOf, isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { showsFocus } from '../support/keyboard.ts';
import { unspokenOn } from '../support/screen-reader.ts';
import { barriersInBothSchemes, overflowAt, travelling } from '../support/tour.ts';
import { complaintsOf, signedIn, visitAs } from '../support/web.ts';

/** WCAG 1.4.10 asks for 320 px; 640 px is what 1280 px become at a zoom of 200 %. */
const WIDTHS = [320, 640];

/** What moves for longer than the blink of an eye. */
const MOVING = `document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().activeDuration > 20)
  .map(({ effect }) => effect.target.outerHTML.slice(0, 120))`;

/** Pages by their path; `first` is a page about one thing, to which the first such link of the page above leads. */
const PAGES = {
  portal: {
    login: 'alice',
    paths: [
      '/buy',
      '/redeem',
      '/statement',
      '/requests',
      'first /requests/',
      '/store',
      'first /store/',
      '/library',
      '/library/purchases',
      '/library/downloads',
      '/services',
      '/orders',
      '/invoices',
      'first /invoices/',
      '/receipts',
      'first /receipts/',
      '/budgets',
      '/usage',
      '/settings',
      '/nowhere',
      '/',
    ],
  },
  console: {
    login: 'admin',
    paths: [
      '/console/requests',
      'first /console/requests/',
      '/console/accounts',
      '/console/accounts/alice',
      '/console/catalogue/packages',
      'first /console/catalogue/packages/',
      '/console/catalogue/products',
      'first /console/catalogue/products/',
      '/console/catalogue/services',
      'first /console/catalogue/services/',
      '/console/meters',
      '/console/allowances',
      '/console/approvals',
      '/console/allowances/monthly',
      '/console/codes',
      '/console/invoices',
      '/console/orders',
      '/console/reports',
      '/console/reports/books',
      '/console/events',
      '/console/team',
      '/console/settings',
      '/console/changes',
      '/console/nowhere',
      '/console',
    ],
  },
} as const;

/** The path, or where the first link leads whose address begins so. */
const pathOf = async (page: Page, path: string): Promise<string> => {
  if (!path.startsWith('first ')) return path;
  const link = page.locator(`main a[href^="${path.slice('first '.length)}"]:not([aria-hidden])`).first();
  const found = await link.getAttribute('href');
  if (found === null) throw new Error(`Nothing leads to ${path}`);
  return found;
};

/** The dialogs that people meet most: where they are, and what opens them. */
const DIALOGS = {
  portal: [
    ['/', 'Statement'],
    ['first /store/', /^(Buy|Get) for/],
    ['/services', /^Order /],
  ],
  console: [
    ['/console/accounts/alice', 'Adjust credits'],
    ['/console/accounts/alice', 'Open as customer'],
    ['/console/accounts/alice', 'Erase personal data'],
    ['/console/orders', /^Refund /],
    ['/console/codes', 'New codes'],
    ['/console/invoices', /^Change /],
    ['/console/catalogue/products/forest', 'Delete'],
    ['/console/requests', 'All keys'],
  ],
} as const;

/** The browser also reports answers that a page expects: no profile, no erasure, no user pool. */
const EXPECTED = /status of 404.*\/(?:profile|erasure)$|status of 409.*\/people(?:\?|$)/;

const isFault = (complaint: string): boolean => !EXPECTED.test(complaint);

const FOCUS_IN_DIALOG = `document.querySelector('dialog[open]').contains(document.activeElement)`;

const hasFocusOnHeading = (page: Page): Promise<unknown> =>
  page.evaluate(`document.activeElement?.matches('main h1') === true`);

describe.skipIf(isBrowserMissing)('people of every kind can use', () => {
  const browser = useBrowser();

  test.each(['portal', 'console'] as const)(
    'each page of the %s: light and dark, narrow and zoomed, read aloud, its heading focused, without an error',
    async (app) => {
      const { login, paths } = PAGES[app];
      const context = await browser.open({
        reducedMotion: 'reduce',
        viewport: { width: 1280, height: 800 },
      });
      const page = await signedIn(context, login, inject('stack')[app]);
      const complaints = complaintsOf(page);
      const goTo = travelling(page);
      const faults: string[] = [];
      for (const one of paths) {
        const path = await pathOf(page, one);
        await goTo(path);
        if (!(await hasFocusOnHeading(page))) faults.push(`${path}: its heading has no focus`);
        const found = [
          ...(await unspokenOn(page)),
          ...(await barriersInBothSchemes(page)),
          ...(await overflowAt(page, WIDTHS)),
          ...complaints.splice(0).filter(isFault),
        ];
        faults.push(...found.map((fault) => `${path}: ${fault}`));
      }
      expect(faults).toEqual([]);
    },
  );

  test.each(['portal', 'console'] as const)('the page of the %s before somebody signs in', async (app) => {
    const page = await (await browser.open()).newPage();
    await page.goto(inject('stack')[app]);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect([...(await unspokenOn(page)), ...(await barriersInBothSchemes(page))]).toEqual([]);
  });

  test.each(['portal', 'console'] as const)(
    'the dialogs of the %s take the focus, give it back to what opened them, and fit a narrow screen',
    async (app) => {
      const context = await browser.open({ reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } });
      const page = await signedIn(context, PAGES[app].login, inject('stack')[app]);
      const complaints = complaintsOf(page);
      const goTo = travelling(page);
      const faults: string[] = [];
      for (const [path, name] of DIALOGS[app]) {
        if (path.startsWith('first ')) await goTo(path.replace(/^first |\/$/g, ''));
        await goTo(await pathOf(page, path));
        const opener = page.getByRole('button', { name }).first();
        await opener.press('Enter');
        await page.locator('dialog[open]').waitFor();
        const found = [
          ...((await page.evaluate(FOCUS_IN_DIALOG)) === true ? [] : ['the focus is not in it']),
          ...(await unspokenOn(page)).filter((fault) => fault.endsWith('has no name')),
          ...(await barriersInBothSchemes(page)),
          ...(await overflowAt(page, WIDTHS)),
        ];
        await page.keyboard.press('Escape');
        await page.locator('dialog').waitFor({ state: 'detached' });
        if ((await opener.and(page.locator(':focus')).count()) === 0) found.push('the focus is not back');
        faults.push(
          ...[...found, ...complaints.splice(0).filter(isFault)].map((fault) => `${path}, ${name}: ${fault}`),
        );
      }
      expect(faults).toEqual([]);
    },
  );

  test('whose initials are no part of their name, such as W5 of web-5, have a menu whose name agrees with its text', async () => {
    const page = await visitAs(await browser.open(), `web-5${randomUUID().slice(0, 8)}`);
    await page.locator('.avatar[data-initials=W5]').waitFor();
    expect(await barriersOf(page, { rules: ['label-content-name-mismatch'], within: 'header' })).toEqual([]);
  });

  const places = (['portal', 'console'] as const).map((app) => ({ app }));

  test.each(places)('with forced colours, whatever has the focus in the $app shows it', async ({ app }) => {
    const page = await signedIn(
      await browser.open({ forcedColors: 'active' }),
      PAGES[app].login,
      inject('stack')[app],
    );
    await page.getByRole('main').getByRole('heading').first().waitFor();
    const unseen: string[] = [];
    for (let press = 0; press < 12; press += 1) {
      await page.keyboard.press('Tab');
      if (!(await showsFocus(page))) unseen.push(await page.locator(':focus').ariaSnapshot());
    }
    expect(unseen).toEqual([]);
  });

  test.each(places)('who wants less motion sees none in the $app', async ({ app }) => {
    const page = await signedIn(
      await browser.open({ reducedMotion: 'reduce' }),
      PAGES[app].login,
      inject('stack')[app],
    );
    await page.getByRole('main').getByRole('heading').first().waitFor();
    const complaints = complaintsOf(page);
    await page.getByRole('main').getByRole('link').first().click();
    await page.getByRole('main').getByRole('heading').first().waitFor();
    expect(await page.evaluate(MOVING)).toEqual([]);
    expect(complaints.filter(isFault)).toEqual([]);
  });
});
