import { GLOBAL_OPTIONS, type Command, type Options } from './command.ts';
import { table } from './output.ts';

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ');

const section = (title: string, lines: string): string =>
  lines === '' ? '' : `\n${title}\n${indented(lines)}\n`;

const optionRows = (options: Options): string =>
  table(
    Object.entries(options).map(([name, { value, summary }]) => [
      `--${name}${value === undefined ? '' : ` ${value}`}`,
      summary,
    ]),
  );

const EXIT_CODES = table([
  ['0', 'Done'],
  ['1', 'The API refused, or something failed'],
  ['2', 'The command line is wrong'],
  ['3', 'Not signed in, or a scope is missing'],
  ['4', 'The API did not answer'],
  ['5', 'Something was found: an audit finding, an invalid line, a conflict'],
]);

/** What `scrip --help` says. */
export const overview = (commands: Record<string, Command>): string =>
  [
    'Work with Scrip, prepaid credits, from a terminal.\n',
    '\nUsage: scrip <command> [options]\n',
    section('Commands', table(Object.entries(commands).map(([name, { summary }]) => [name, summary]))),
    section('Options of every command', optionRows(GLOBAL_OPTIONS)),
    section('Exit codes', EXIT_CODES),
    section(
      'Examples',
      [
        'scrip login --api https://credits.example.com --issuer https://login.example.com --client-id cli',
        'scrip pull',
        'scrip push --dry-run',
        'scrip audit',
      ].join('\n'),
    ),
    '\nRun "scrip <command> --help" for more.',
  ].join('');

/** What `scrip <command> --help` says. */
export const helpOf = (name: string, { summary, usage, details, options, examples }: Command): string =>
  [
    `${summary}\n`,
    `\nUsage: scrip ${name}${usage === undefined ? '' : ` ${usage}`} [options]\n`,
    details === undefined ? '' : `\n${details}\n`,
    section('Options', optionRows({ ...options, ...GLOBAL_OPTIONS })),
    section('Examples', examples.join('\n')),
  ]
    .join('')
    .trimEnd();
