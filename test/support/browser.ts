import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import axe from 'axe-core';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import * as z from 'zod';
import { project } from './sources.ts';

/** Where Chromium or Chrome usually is. */
const KNOWN = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const executable = process.env['CHROMIUM'] ?? KNOWN.find((file) => existsSync(file));

/** A machine without a browser can still run all other tests. The one that decides has it (.ci/run). */
export const isBrowserMissing = process.env['CI'] === undefined && executable === undefined;

if (isBrowserMissing) {
  process.stderr.write(
    'Tests in a browser are skipped: install Chromium or Chrome, or set CHROMIUM to its path.\n',
  );
}

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...(executable !== undefined && { executablePath: executable }),
    // The sandbox of the browser needs rights that a container does not have; it opens nothing but our own pages.
    args: ['--no-sandbox'],
  });

/** @returns what a browser runs of this module */
export const bundled = async (contents: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: project, loader: 'ts' },
    bundle: true,
    format: 'iife',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
};

/**
 * Somebody's own site, on an origin of its own.
 * @param policy its Content-Security-Policy
 * @param files by path; what ends with .js is a script, anything else a page
 */
export const startSite = async (policy: string, files: Readonly<Record<string, string>>) => {
  const server = createServer(({ url = '' }, response) => {
    const file = files[url];
    response
      .writeHead(file === undefined ? 404 : 200, {
        'content-type': url.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8',
        'content-security-policy': policy,
      })
      .end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    stop: () => server.close(),
  };
};

const violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }));

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * @param options.rules only these, such as what depends on colours; all of WCAG 2.2 AA unless given
 * @param options.within a selector of what to look at; the whole page unless given
 * @returns what axe finds against WCAG 2.2 AA on a page as it is now, with each element where it shows
 */
export const barriersOf = async (
  page: Page,
  { rules = STANDARDS, within = 'html' }: { rules?: readonly string[]; within?: string } = {},
): Promise<string[]> => {
  if ((await page.evaluate(`'axe' in window`)) !== true) await page.evaluate(axe.source);
  const found = await page.evaluate(
    `axe.run(${JSON.stringify(within)}, { runOnly: ${JSON.stringify(rules)} }).then(({ violations }) => violations)`,
  );
  return violations.parse(found).flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};
