import type { Page } from 'playwright-core';
import * as z from 'zod';

const text = z
  .object({ value: z.unknown() })
  .transform(({ value }) => (typeof value === 'string' ? value : ''));

const tree = z.object({
  nodes: z.array(
    z.object({
      ignored: z.boolean(),
      role: text.optional(),
      name: text.optional(),
      properties: z
        .array(z.object({ name: z.string(), value: z.object({ value: z.unknown().optional() }) }))
        .default([]),
    }),
  ),
});

/** What somebody does something with. */
const CONTROLS = new Set([
  'button',
  'checkbox',
  'ColorWell',
  'combobox',
  'Date',
  'DisclosureTriangle',
  'link',
  'menuitem',
  'radio',
  'searchbox',
  'slider',
  'spinbutton',
  'switch',
  'tab',
  'textbox',
]);

const count = (values: readonly string[], wanted: string): number =>
  values.filter((value) => value === wanted).length;

/** @returns what a screen reader could not tell of a page: the browser's own accessibility tree is asked */
export const unspokenOn = async (page: Page): Promise<string[]> => {
  const session = await page.context().newCDPSession(page);
  const { nodes } = tree.parse(await session.send('Accessibility.getFullAXTree'));
  await session.detach();
  const spoken = nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role = '', name = '', properties }) => ({
      role,
      name: name.trim(),
      level: properties.find((property) => property.name === 'level')?.value.value,
    }));
  const navigations = spoken.filter(({ role }) => role === 'navigation').map(({ name }) => name);
  const headings = spoken.filter(({ role, level }) => role === 'heading' && level === 1);
  const mains = spoken.filter(({ role }) => role === 'main');
  const controls = spoken.filter(({ role }) => CONTROLS.has(role));
  return [
    ...controls.filter(({ name }) => name === '').map(({ role }) => `a ${role} has no name`),
    ...(controls.length === 0 ? ['nothing can be done on it'] : []),
    ...(headings.length === 1 ? [] : [`${headings.length} headings of level 1`]),
    ...(mains.length === 1 ? [] : [`${mains.length} main landmarks`]),
    ...navigations
      .filter((name) => name === '' || count(navigations, name) > 1)
      .map((name) => `navigation “${name}” is not the only one of its name`),
  ];
};
