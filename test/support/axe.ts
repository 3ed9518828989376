import axe from 'axe-core';
import type { Page } from 'playwright-core';
import * as z from 'zod';

const violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }));

/**
 * @param within a selector of what to look at; the whole page unless given
 * @returns the accessibility faults (WCAG 2.2 A and AA) of a page, each with the element where it shows
 */
export const axeFaults = async (page: Page, within = 'html'): Promise<string[]> => {
  await page.evaluate(axe.source);
  const found = await page.evaluate(
    `axe.run(${JSON.stringify(within)}, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations)`,
  );
  return violations.parse(found).flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};
