import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { project, sourceOf } from './sources.ts';

const documents = ['README.md', ...globSync('docs/*.md', { cwd: project })];

test('every test that the threat model names is there', () => {
  const named = [...sourceOf('docs/threat-model.md').matchAll(/`(test\/[^`]+)`/g)].map(
    ([, file = '']) => file,
  );

  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((file) => !existsSync(path.join(project, file)))).toEqual([]);
});

/** As GitHub makes the anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

const anchorsOf = (document: string): string[] =>
  [...sourceOf(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

test.each(documents)('what %s links to is there', (document) => {
  const links = [...sourceOf(document).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
  const broken = links.filter(([, file = '', anchor]) => {
    const target = file === '' ? document : path.join(path.dirname(document), file);
    if (!existsSync(path.join(project, target))) return true;
    return anchor !== undefined && !anchorsOf(target).includes(anchor);
  });

  expect(broken.map(([link]) => link)).toEqual([]);
});
