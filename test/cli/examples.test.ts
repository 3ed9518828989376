import { parseArgs } from 'node:util';
import { expect, test } from 'vitest';
import { GLOBAL_OPTIONS } from '../../packages/cli/src/command.ts';
import { commands } from '../../packages/cli/src/commands.ts';
import { helpOf, overview } from '../../packages/cli/src/help.ts';
import { sourceOf } from '../support/sources.ts';

/** Command lines in a text, up to a pipe, a redirection or the end of a substitution. */
const linesIn = (text: string): string[] =>
  [...text.matchAll(/(?:^|\n|\$\(|npx )(scrip [^\n|<>)]+)/g)].map(([, line = '']) => line.trim());

const readme = [...sourceOf('packages/cli/README.md').matchAll(/```sh\n([^`]+)```/g)].map(
  ([, text = '']) => text,
);
const shown = [
  ...linesIn(readme.join('\n')),
  ...Object.values(commands).flatMap(({ examples }) => linesIn(examples.join('\n'))),
];

test.each([...new Set(shown)].filter((line) => line !== 'scrip --help'))(
  '%s is a valid command line',
  (line) => {
    const words = line.split(' ').slice(1);
    const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find((one) => Object.hasOwn(commands, one));
    expect(name).toBeDefined();
    const { options = {}, positionals: [least, most] = [0, 0] } = commands[name ?? ''] ?? {};
    const { positionals } = parseArgs({
      args: words.slice(name?.split(' ').length),
      options: { ...GLOBAL_OPTIONS, ...options },
      allowPositionals: true,
      strict: true,
    });
    expect(positionals.length).toBeGreaterThanOrEqual(least);
    expect(positionals.length).toBeLessThanOrEqual(most);
  },
);

test('the README shows every command', () => {
  const missing = Object.keys(commands).filter(
    (name) => !sourceOf('packages/cli/README.md').includes(`scrip ${name}`),
  );

  expect(missing).toEqual([]);
});

test.each(Object.entries(commands))(
  'the help of %s has an example and explains each option',
  (name, command) => {
    const help = helpOf(name, command);

    expect(command.examples.join('\n')).toContain(`scrip ${name}`);
    for (const [option, { summary }] of Object.entries(command.options)) {
      expect(help).toContain(`--${option}`);
      expect(help).toContain(summary);
    }
    expect(overview(commands)).toContain(command.summary);
  },
);
