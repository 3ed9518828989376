import { expect, test } from 'vitest';
import * as z from 'zod';
import { foldOff } from '../../shared/queue/fold-off.ts';
import type { Outcome } from '../../shared/queue/queue-worker.ts';
import { record } from '../support/sqs.ts';

const plenty = () => 60_000;

const messageOf = (id: string, name: string) => ({
  ...record(JSON.stringify({ id, name }), { MessageGroupId: name }),
  messageId: id,
});

/** A folder that fails as often as a message is among those it gets, and remembers what it got together. */
const folderWith = (outcomes: Record<string, Outcome | Error> = {}) => {
  const folded: string[][] = [];
  const folder = {
    message: z.strictObject({ id: z.string(), name: z.string() }),
    nameOf: ({ name }: { name: string }) => name,
    fold: async (messages: readonly { id: string }[]): Promise<Outcome> => {
      const ids = messages.map(({ id }) => id);
      folded.push(ids);
      const [outcome = 'done'] = ids.flatMap((id) => outcomes[id] ?? []);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  };
  return { folded, folder };
};

const failures = async (
  folder: ReturnType<typeof folderWith>['folder'],
  messages: Parameters<typeof foldOff>[1],
) => (await foldOff(folder, messages, plenty)).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

const batch = [messageOf('a', 'one'), messageOf('b', 'two'), messageOf('c', 'one')];

test('messages about one thing are done together, in their order', async () => {
  const { folded, folder } = folderWith();
  expect(await failures(folder, batch)).toEqual([]);
  expect(folded).toEqual([['a', 'c'], ['b']]);
});

test('a message that can never be done takes no other with it', async () => {
  const { folded, folder } = folderWith({ a: new Error('poison') });
  expect(await failures(folder, batch)).toEqual(['a']);
  expect(folded).toEqual([['a', 'c'], ['a'], ['c'], ['b']]);
});

test('messages that are to come again all come again, and are not tried alone', async () => {
  const { folded, folder } = folderWith({ c: { again: 'busy' } });
  expect(await failures(folder, batch)).toEqual(['a', 'c']);
  expect(folded).toEqual([['a', 'c'], ['b']]);
});

test('a damaged message is retried alone', async () => {
  const { folder } = folderWith();
  const damaged = { ...messageOf('d', 'one'), body: '{' };
  expect(await failures(folder, [damaged, ...batch])).toEqual(['d']);
});
