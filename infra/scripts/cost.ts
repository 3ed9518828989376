import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { monthOf, totalOf } from '../cost/month.ts';
import { withTables } from '../cost/page.ts';
import prices from '../cost/prices.json' with { type: 'json' };
import { USAGE_NAMES, usageOf } from '../cost/usage.ts';

const usage = `usage: npm run cost -- [${USAGE_NAMES.map((name) => `--${name} …`).join('] [')}]

What a month of a deployment costs, in US dollars (${prices.region}, prices of ${prices.asOf}). Counts are of the whole deployment in a
month; \`endpoints\` is of each agency. With --write: puts the tables into docs/cost.md.
`;

const page = path.join(import.meta.dirname, '..', '..', 'docs', 'cost.md');

const options = Object.fromEntries(USAGE_NAMES.map((name) => [name, { type: 'string' as const }]));
const print = (): void => {
  const { values } = parseArgs({ options });
  const lines = monthOf(usageOf(values));
  const shown = [
    ...lines.filter(({ dollars }) => dollars >= 0.005),
    { what: 'in all', dollars: totalOf(lines) },
  ];
  const width = Math.max(...shown.map(({ what }) => what.length));
  for (const { what, dollars } of shown)
    process.stdout.write(`${what.padEnd(width)}  ${dollars.toFixed(2).padStart(10)}\n`);
};

if (process.argv.includes('--write')) {
  writeFileSync(page, withTables(readFileSync(page, 'utf8')));
} else {
  try {
    print();
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    process.stderr.write(`${reason}\n\n${usage}`);
    process.exitCode = 2;
  }
}
