import type { Context } from './command.ts';
import { EXIT, usageError, type ExitCode } from './exit.ts';
import { table } from './output.ts';
import { wholeOf } from './whole.ts';

/** The option of a command that lists. */
export const LINES = {
  lines: { type: 'string', value: 'N', summary: 'How many, the newest first (default: 100)' },
} as const;

/** The first of a list that is read page by page. */
export const firstOf = async <Item>(list: AsyncIterable<Item>, lines = '100'): Promise<Item[]> => {
  const most = wholeOf(lines, 'number of lines');
  const found: Item[] = [];
  if (most === 0) return found;
  for await (const item of list) {
    found.push(item);
    if (found.length === most) break;
  }
  return found;
};

/** All of a list that is read page by page. Node 20 has no `Array.fromAsync`. */
export const everyOf = async <Item>(list: AsyncIterable<Item>): Promise<Item[]> => {
  const found: Item[] = [];
  for await (const item of list) found.push(item);
  return found;
};

/** One of several words. @param what they are, such as "status" */
export const oneOf = <Word extends string>(words: readonly Word[], typed: string, what: string): Word => {
  const word = words.find((one) => one === typed);
  if (word === undefined) throw usageError(`'${typed}' is no ${what}: ${words.join(', ')}`);
  return word;
};

/**
 * Prints a list as a table.
 * @param none what the person reads where it is empty
 */
export const printList = <Item>(
  { output }: Context,
  items: readonly Item[],
  { head, rowOf, none }: { head: readonly string[]; rowOf: (item: Item) => readonly string[]; none: string },
): ExitCode => {
  output.result(items, () => (items.length === 0 ? '' : table([head, ...items.map(rowOf)])));
  if (items.length === 0) output.note(none);
  return EXIT.done;
};
