import { isDeepStrictEqual } from 'node:util';
import type { Entry } from '@scrip/client';
import { check } from './check.ts';
import type { Movement, Scene } from './scene.ts';

const HEAD = ['no.', 'time (UTC)', 'type', 'kind', 'reference', 'amount', 'balance'];
const NUMBERS = new Set(['no.', 'amount', 'balance']);
const MAX_CELL_WIDTH = 24;

const short = (text: string): string =>
  text.length > MAX_CELL_WIDTH ? `${text.slice(0, MAX_CELL_WIDTH - 1)}…` : text;

/** Lines up columns: numbers to the right, text to the left. */
const inColumns = (rows: readonly string[][]): string[] => {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return NUMBERS.has(HEAD[column] ?? '') ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
};

/** @returns the history as a table, once it was seen to hold what the story actual and nothing else */
export const readHistory = async ({ api, movements }: Scene): Promise<string[]> => {
  const entries = await api.entries();
  const actual = entries.map(({ kind, type, amount }): Movement => ({
    kind,
    amount: type === 'in' ? amount : -amount,
  }));
  check(
    isDeepStrictEqual(actual, movements),
    `The history differs from the story: ${JSON.stringify(actual)}`,
  );
  let balance = 0;
  for (const [position, { amount }] of movements.entries()) {
    balance += amount;
    check(
      entries[position]?.balance === balance,
      `The balance after entry ${position + 1} is not ${balance}`,
    );
  }
  const isLike = (one: number, other: number): boolean => isDeepStrictEqual(movements[one], movements[other]);
  const rows = entries.flatMap((entry, position) => {
    // Of many alike in a row, the first and the last are enough.
    if (isLike(position - 1, position) && isLike(position, position + 1))
      return isLike(position - 2, position) ? [] : [HEAD.map(() => '…')];
    return [cellsOf(entry)];
  });
  return inColumns([HEAD, ...rows]);
};

const cellsOf = (entry: Entry): string[] => [
  String(entry.number),
  entry.at.slice(11, 19),
  entry.type,
  entry.kind,
  short(entry.reference),
  String(entry.amount),
  String(entry.balance),
];
