import * as z from 'zod';
import type { Ledger } from '../../shared/ledger/ledger.ts';

type Item = Record<string, unknown>;

const put = z.object({ Item: z.record(z.string(), z.unknown()) });

const written = z.union([
  put.transform(({ Item: item }) => [item]),
  z
    .object({ TransactItems: z.array(z.object({ Put: put.optional() })) })
    .transform(({ TransactItems: items }) => items.flatMap(({ Put }) => (Put ? [Put.Item] : []))),
]);

/** Comes between a ledger and its writes, once for each. Items are as they were given, before they are marshalled. */
export const betweenPuts = (
  { table: { client } }: Ledger,
  between: (item: Item, write: () => Promise<unknown>) => Promise<void>,
): void =>
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'PutItemCommand' || commandName === 'TransactWriteItemsCommand') {
          const [item = {}] = written.parse(args.input);
          await between(item, async () => await next(args));
        }
        return await next(args);
      },
    { step: 'initialize', name: 'betweenPuts', priority: 'high' },
  );

/**
 * Lets a ledger put so many items, and then no more, as if the process had been ended.
 * @returns a look at the items that were put
 */
export const cutOffAfter = (ledger: Ledger, puts: number) => {
  const items: Item[] = [];
  betweenPuts(ledger, async (item) => {
    if (items.length === puts) throw new Error('cut off');
    items.push(item);
  });
  return () => items;
};

/** The first put of such an item is done, its answer is lost, and it is tried again. */
export const loseAnswerOf = (ledger: Ledger, isMeant: (item: Item) => boolean): void => {
  let isLost = false;
  betweenPuts(ledger, async (item, write) => {
    if (isLost || !isMeant(item)) return;
    isLost = true;
    await write();
  });
};

/** Lets no transaction through whose first put is such an item. */
export const failPutsOf = (ledger: Ledger, isMeant: (item: Item) => boolean): void =>
  betweenPuts(ledger, async (item) => {
    if (isMeant(item)) throw new Error('failed');
  });
