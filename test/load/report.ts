import { growthOf, type MinuteHeld } from './memory.ts';
import { percentile, type Tallies } from './tally.ts';

/** One line of the table; times are milliseconds. */
export type Line = {
  operation: string;
  count: number;
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  refusals: Record<string, number>;
  errors: number;
};

const lineOf = (
  operation: string,
  seconds: number,
  { times, refusals, errors }: { times: number[]; refusals: Map<string, number>; errors: string[] },
): Line => {
  const sorted = times.toSorted((a, b) => a - b);
  return {
    operation,
    count: times.length,
    perSecond: times.length / seconds,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    refusals: Object.fromEntries(refusals),
    errors: errors.length,
  };
};

/** @returns a line for each name in the mix, the most frequent first, and one for all together */
export const linesOf = (tallies: Tallies, seconds: number): Line[] => {
  const parts = [...tallies.values()];
  const all = {
    times: parts.flatMap(({ times }) => times),
    refusals: new Map<string, number>(),
    errors: parts.flatMap(({ errors }) => errors),
  };
  for (const [code, count] of parts.flatMap(({ refusals }) => [...refusals]))
    all.refusals.set(code, (all.refusals.get(code) ?? 0) + count);
  const lines = [...tallies].map(([name, tally]) => lineOf(name, seconds, tally));
  return [...lines.toSorted((a, b) => b.count - a.count), lineOf('all', seconds, all)];
};

/** Lines up columns: the first and the last to the left, numbers to the right. */
const inColumns = (rows: readonly string[][]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const cellAt = (cell: string, column: number): string =>
    column === 0 || column === widths.length - 1
      ? cell.padEnd(widths[column] ?? 0)
      : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(cellAt).join('  ').trimEnd()).join('\n');
};

const refusalText = (refusals: Record<string, number>): string =>
  Object.entries(refusals)
    .map(([code, count]) => `${code} ${count}`)
    .join(', ');

export const tableOf = (lines: readonly Line[]): string =>
  inColumns([
    ['operation', 'count', 'per s', 'p50 ms', 'p95 ms', 'p99 ms', 'errors', 'refusals'],
    ...lines.map(({ operation, count, perSecond, p50, p95, p99, errors, refusals }) => [
      operation,
      String(count),
      ...[perSecond, p50, p95, p99].map((number) => number.toFixed(1)),
      String(errors),
      refusalText(refusals),
    ]),
  ]);

const growth = (fraction: number | undefined): string =>
  fraction === undefined ? '' : `${fraction < 0 ? '' : '+'}${(fraction * 100).toFixed(0)} %`;

/** @returns the least held in each minute, and by how much the last one is above the second */
export const memoryTableOf = (minutes: readonly MinuteHeld[]): string =>
  inColumns([
    ['memory, MB', ...minutes.map(({ minute }) => `min ${minute}`), 'last over second'],
    ...(['stack', 'engine'] as const).map((part) => [
      part === 'stack' ? "the stack's process" : "the table's engine",
      ...minutes.map((held) => held[part].toFixed(0)),
      growth(growthOf(minutes, part)),
    ]),
  ]);
