import type { Page, Request } from 'playwright-core';
import { barriersOf } from './browser.ts';

/** How long nothing may be on its way before a page counts as loaded. */
const QUIET_MS = 150;

const isLoading = `document.querySelector('main h1') === null || document.querySelector('main .skeleton, main [aria-busy=true]') !== null`;

/** @returns goes to another page of the one that is open, as a link does, and waits until it has all its data */
export const travelling = (page: Page): ((path: string) => Promise<void>) => {
  const underWay = new Set<Request>();
  let since = Date.now();
  page.on('request', (request) => underWay.add(request));
  const end = (request: Request): void => {
    underWay.delete(request);
    since = Date.now();
  };
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  return async (path) => {
    await page.evaluate(
      `history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`,
    );
    since = Date.now();
    while (underWay.size > 0 || Date.now() - since < QUIET_MS || (await page.evaluate(isLoading)) === true)
      await page.waitForTimeout(50);
  };
};

/** Colours are those of a new scheme from the next frame on, and where they change slowly, once they have changed. */
const repainted = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))).then(() =>
  Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished)))`;

/** @returns what axe finds on the page as it is, and what of its colours when it is dark; it is light afterwards */
export const barriersInBothSchemes = async (page: Page): Promise<string[]> => {
  const light = await barriersOf(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(repainted);
  const dark = await barriersOf(page, { rules: ['color-contrast'] });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate(repainted);
  return [...light, ...dark.map((barrier) => `dark: ${barrier}`)];
};

/** @returns at which of these widths, in CSS pixels, the page has to be scrolled sideways, and by how much */
export const overflowAt = async (page: Page, widths: readonly number[]): Promise<string[]> => {
  const before = page.viewportSize();
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const by = await page.evaluate(`document.documentElement.scrollWidth - ${width}`);
    if (by !== 0) found.push(`${width} px wide: ${String(by)} px too wide`);
  }
  if (before) await page.setViewportSize(before);
  return found;
};
