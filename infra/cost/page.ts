import { monthOf, totalOf } from './month.ts';
import { operationCost } from './operation.ts';
import units from './units.json' with { type: 'json' };
import { usageOf } from './usage.ts';

const dollars = (amount: number): string => amount.toFixed(2);

/** Months that docs/cost.md shows. */
const EXAMPLES = [
  { name: 'one agency at rest', usage: usageOf({}) },
  { name: 'one agency, 10,000 spends, 500 payments', usage: usageOf({ spends: 10_000, payments: 500 }) },
  { name: '100 agencies at rest', usage: usageOf({ agencies: 100 }) },
  {
    name: '100 agencies, a million spends, 50,000 payments',
    usage: usageOf({ agencies: 100, spends: 1_000_000, payments: 50_000 }),
  },
];

/** The rows of "A million operations": units, the table's part, and all of it. */
export const operationRows = (): string[][] =>
  Object.entries(units)
    // The publisher publishes, the reconciler audits, and the sweeper posts: no request does.
    .filter(([name]) => !/^(?:publish|audit|post) /.test(name))
    .map(([name, of]) => {
      const { table, all } = operationCost(of);
      return [name, String(of.readUnits), String(of.writeUnits), dollars(table), dollars(all)];
    });

/** The rows of "Months". */
export const monthRows = (): string[][] =>
  EXAMPLES.map(({ name, usage }) => [name, dollars(totalOf(monthOf(usage)))]);

const table = (head: readonly string[], rows: readonly string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const TABLES: Record<string, () => string> = {
  operations: () => table(['operation', 'read units', 'write units', 'table', 'in all'], operationRows()),
  months: () => table(['month', 'dollars'], monthRows()),
};

/** docs/cost.md with its tables anew, each after the comment that names it. */
export const withTables = (page: string): string =>
  Object.entries(TABLES).reduce(
    (text, [name, write]) =>
      text.replace(
        new RegExp(`(<!-- ${name}: [^\\n]*-->\\n\\n)(?:\\|[^\\n]*\\n)*`),
        (_, comment: string) => `${comment}${write()}\n`,
      ),
    page,
  );
