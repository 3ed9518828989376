import { execFileSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { LINE_NAMES } from '../../shared/agency/books.ts';
import { monthBooks } from '../../shared/http/routes/agency/books.ts';
import { project, sourceOf } from '../support/sources.ts';

const documents = globSync(['README.md', 'CONTRIBUTING.md', 'docs/**/*.md'], { cwd: project });

test('every test that the threat model names exists', () => {
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

test.each(documents)('every link in %s resolves', (document) => {
  const links = [...sourceOf(document).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
  const broken = links.filter(([, file = '', anchor]) => {
    const target = file === '' ? document : path.join(path.dirname(document), file);
    if (!existsSync(path.join(project, target))) return true;
    return anchor !== undefined && !anchorsOf(target).includes(anchor);
  });

  expect(broken.map(([link]) => link)).toEqual([]);
});

/** The commands that readers paste. */
const commandsOf = (document: string): string[] =>
  [...sourceOf(document).matchAll(/^ *```sh\n(.*?)^ *```/gms)].map(([, commands = '']) => commands);

const withCommands = documents.filter((document) => commandsOf(document).length > 0);

test('the pages that contain commands are known', () => {
  expect(withCommands).toEqual(expect.arrayContaining(['README.md', path.join('docs', 'deploy.md')]));
});

// An interactive zsh takes a comment for a command, and the apostrophe in one for an open quote.
test.each(withCommands)('the commands on %s work when pasted into bash and zsh', (document) => {
  for (const commands of commandsOf(document)) {
    expect(commands).not.toMatch(/(?:^|\s)#/m);
    expect(commands).not.toMatch(/<[a-z ]+>/i);
    expect(() => execFileSync('bash', ['-n'], { input: commands, stdio: 'pipe' })).not.toThrow();
  }
});

test('the README names the settings of a local stack and says that promo codes come as CSV', () => {
  for (const word of ['SCRIP_PORT', 'SCRIP_DATA', 'CSV']) expect(sourceOf('README.md')).toContain(word);
});

/** The names in the first column of the tables under a heading. */
const tableUnder = (document: string, heading: string): string[] => {
  const [, after = ''] = sourceOf(document).split(`\n## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  return [...section.matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => name);
};

test('docs/books.md explains every column and every line of the books, in the order of the API', () => {
  const columns = Object.keys(monthBooks.shape.sold.shape);
  const lines = ['opening', ...LINE_NAMES, 'closing'];
  expect(tableUnder('docs/books.md', 'The table')).toEqual([...columns, ...lines]);
});
