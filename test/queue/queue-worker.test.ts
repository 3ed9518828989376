import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { correlationId } from '../../shared/kernel/correlation.ts';
import { log } from '../../shared/kernel/log.ts';
import { type Outcome, queueHandler, workOff } from '../../shared/queue/queue-worker.ts';
import { lambdaContext } from '../support/api.ts';
import { record } from '../support/sqs.ts';

const plenty = () => 60_000;

const messageOf = (id: string, group?: string) => ({
  ...record(JSON.stringify({ id }), group === undefined ? {} : { MessageGroupId: group }),
  messageId: id,
});

/** A worker that ends some messages otherwise than done, and remembers which it was given. */
const workerWith = (outcomes: Record<string, Outcome | Error> = {}) => {
  const worked: string[] = [];
  const worker = {
    message: z.strictObject({ id: z.string() }),
    timePerMessageMs: 1000,
    work: async ({ id }: { id: string }): Promise<Outcome> => {
      worked.push(id);
      const outcome = outcomes[id] ?? 'done';
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  };
  return { worked, worker };
};

const failuresOf = ({ batchItemFailures }: Awaited<ReturnType<typeof workOff>>): string[] =>
  batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

test('a failed message is retried and blocks nothing else on a queue without groups', async () => {
  const { worked, worker } = workerWith({ a: new Error('table gone'), b: { again: 'busy' } });
  const answer = await workOff(
    worker,
    ['a', 'b', 'c'].map((id) => messageOf(id)),
    plenty,
  );
  expect(failuresOf(answer)).toEqual(['a', 'b']);
  expect(worked).toEqual(['a', 'b', 'c']);
});

test('after a failed message nothing of its group is started; other groups continue', async () => {
  const { worked, worker } = workerWith({ a: { again: 'busy' }, d: new Error('table gone') });
  const batch = [messageOf('a', 'one'), messageOf('b', 'two'), messageOf('c', 'one'), messageOf('d', 'two')];
  expect(failuresOf(await workOff(worker, [...batch, messageOf('e', 'two')], plenty))).toEqual([
    'a',
    'c',
    'd',
    'e',
  ]);
  expect(worked).toEqual(['a', 'b', 'd']);
});

test('a message is not started without enough time left', async () => {
  const { worked, worker } = workerWith();
  const left = [60_000, 1000, 999];
  const answer = await workOff(
    worker,
    ['a', 'b', 'c'].map((id) => messageOf(id)),
    () => left.shift() ?? 0,
  );
  expect(failuresOf(answer)).toEqual(['c']);
  expect(worked).toEqual(['a', 'b']);
});

test.each([
  ['a message that is not JSON', 'paid: yes, card 4242', 'the message is not JSON'],
  ['a message of another form', '{"card":4242}', 'expected string'],
])('%s is retried, and its log does not quote it', async (_, body, complaint) => {
  const logged = vi.spyOn(log, 'error');
  const { worked, worker } = workerWith();
  expect(failuresOf(await workOff(worker, [record(body)], plenty))).toEqual(['message-1']);
  expect(worked).toEqual([]);
  const [[, facts] = []] = logged.mock.calls;
  const { error, ...where } = z
    .object({ error: z.instanceof(Error) })
    .loose()
    .parse(facts);
  expect(where).toEqual({ messageId: 'message-1', receives: '1' });
  expect(error.message).toContain(complaint);
  expect(error.message).not.toContain('4242');
});

test('a field added to a message by another version is dropped', async () => {
  const { worked, worker } = workerWith();
  expect(failuresOf(await workOff(worker, [record('{"id":"a","addedLater":1}')], plenty))).toEqual([]);
  expect(worked).toEqual(['a']);
});

test('a message for a newer version is not started, and is retried until that version is deployed', async () => {
  const { worked, worker } = workerWith();
  const messages = [record('{"id":"a","schema":2}'), record('{"id":"b","schema":1}')];
  expect(failuresOf(await workOff(worker, messages, plenty))).toEqual(['message-1']);
  expect(worked).toEqual(['b']);
});

test('in Lambda the time left is that of the invocation', async () => {
  const { worker } = workerWith();
  const handler = queueHandler({ ...worker, timePerMessageMs: lambdaContext.getRemainingTimeInMillis() + 1 });
  expect(await handler({ Records: [messageOf('a')] }, lambdaContext)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'a' }],
  });
});

test('a message goes on under the id that it came with, and one of an older version under its own', async () => {
  const ids: (string | undefined)[] = [];
  const worker = { ...workerWith().worker, work: async () => (ids.push(correlationId()), 'done' as const) };
  const attribute = { stringValue: 'request-1', dataType: 'String' };
  const sent = { ...messageOf('a'), messageAttributes: { correlationId: attribute } };
  await workOff(worker, [sent, messageOf('b')], plenty);
  expect(ids).toEqual(['request-1', 'b']);
});
