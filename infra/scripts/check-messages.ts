import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Texts that are looked up by a name that only comes while the pages run, such as the code of a problem. */
const LOOKED_UP = [
  'common.problems',
  'console.changes.kinds',
  'console.form.fields',
  'console.form.problems',
  'widget/balance.buy',
  'widget/balance.history',
  'widget/balance.redeem',
  'widget/buy.refusals',
  'widget/pay.refusals',
  'widget/redeem.refusals',
];

const source = path.join(import.meta.dirname, '..', '..', 'packages', 'web', 'src');

type Texts = { readonly [name: string]: unknown };

const isTexts = (value: unknown): value is Texts => typeof value === 'object' && value !== null;

/** The full name of each text, such as `portal.buy.title`. */
const namesIn = (texts: Texts, within: string): string[] =>
  Object.entries(texts).flatMap(([name, text]) =>
    isTexts(text) ? namesIn(text, `${within}.${name}`) : [`${within}.${name}`],
  );

/** What a module exports: `en` of a part of portal or console, `{ en, de }` of a part of the widget. */
const textsOf = async (file: string, exported?: string): Promise<Texts> => {
  const found: unknown = await import(path.join(source, file));
  const texts = isTexts(found) ? (exported === undefined ? found : found[exported]) : undefined;
  if (!isTexts(texts)) throw new TypeError(`${file} exports no texts`);
  return texts;
};

const widgetNames = async (): Promise<string[]> => {
  const files = globSync('widget/*/texts.ts', { cwd: source });
  const names = await Promise.all(
    files.map(async (file) =>
      Object.values(await textsOf(file)).flatMap((texts) =>
        isTexts(texts) && isTexts(texts['en']) ? namesIn(texts['en'], path.dirname(file)) : [],
      ),
    ),
  );
  return names.flat();
};

/** How texts are reached in a file, each with what the names of its texts begin with. */
const rootsOf = (file: string): (readonly [code: string, within: string])[] => {
  const [area = '', part = ''] = file.split(path.sep);
  return area === 'widget'
    ? [[String.raw`(?:texts|\w+Texts\[[^\]]+\])`, `widget/${part}`]]
    : [
        [String.raw`common\.value`, 'common'],
        [String.raw`t\.value`, area],
      ];
};

/** The names that a pattern takes out of an object: `{ state: words, ...texts }` takes `state`, as `words`, and the rest. */
const taken = (pattern: string, from: string): (readonly [code: string, within: string])[] =>
  pattern.split(',').map((one) => {
    const [name = '', alias = name] = one.split(':').map((part) => part.trim());
    return name.startsWith('...') ? [name.slice(3), from] : [alias, `${from}.${name}`];
  });

/** The full names of the texts that a file reads. What is followed by `[` stands for all within it. */
const readIn = (file: string): string[] => {
  const code = readFileSync(path.join(source, file), 'utf8').replaceAll(/\s*\??\.\s*(?=\w)/g, '.');
  const roots = rootsOf(file);
  const patterns = roots.flatMap(([root, within]) =>
    [...code.matchAll(new RegExp(String.raw`\{([^{}]+)\} = ${root}((?:\.\w+)*);`, 'g'))].flatMap(
      ([, pattern = '', rest = '']) => taken(pattern, `${within}${rest}`),
    ),
  );
  return [
    ...patterns.map(([, name]) => name),
    ...[...roots, ...patterns].flatMap(([root, within]) =>
      [...code.matchAll(new RegExp(String.raw`(?<![\w.]|\.\.)(?:\w+\.)?${root}((?:\.\w+)+)(\[?)`, 'g'))].map(
        ([, rest = '', open = '']) => `${within}${rest}${open === '' ? '' : '.'}`,
      ),
    ),
  ];
};

const names = [
  ...namesIn(await textsOf('language/common.en.ts', 'en'), 'common'),
  ...namesIn(await textsOf('portal/texts.en.ts', 'en'), 'portal'),
  ...namesIn(await textsOf('console/texts.en.ts', 'en'), 'console'),
  ...(await widgetNames()),
];
const files = globSync('**/*.{ts,tsx}', { cwd: source }).filter((file) => !/texts(?:\.\w+)?\.ts$/.test(file));
const read = [...new Set(files.flatMap(readIn)), ...LOOKED_UP, ...LOOKED_UP.map((name) => `${name}.`)];
const isRead = (name: string): boolean =>
  read.some(
    (one) => one === name || one.startsWith(`${name}.`) || (one.endsWith('.') && name.startsWith(one)),
  );

const unread = names.filter((name) => !isRead(name));
for (const name of LOOKED_UP.filter((one) => !names.some((text) => `${text}.`.startsWith(`${one}.`))))
  unread.push(`${name}, which the check names`);
process.stdout.write(`${names.length - unread.length} of ${names.length} texts are shown\n`);
if (unread.length > 0) {
  process.stderr.write(`No page shows these texts. Remove them in each language:\n${unread.join('\n')}\n`);
  process.exitCode = 1;
}
