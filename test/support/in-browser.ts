import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { startBrowser } from './browser.ts';

/** A browser for the tests of a file. Each context ends with the test that opened it. */
export const useBrowser = () => {
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    /** A tab of its own: nothing is shared with other contexts. English unless said otherwise. */
    open: async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
      if (!browser) throw new TypeError('The browser is not started yet');
      const context = await browser.newContext({ locale: 'en-GB', ...options });
      contexts.push(context);
      return context;
    },
  };
};
