import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Deliver, Delivered } from '../../functions/event-sender/deliver.ts';
import { sendEvent } from '../../functions/event-sender/send-event.ts';
import { setAsideMessageIn } from '../../functions/event-sender/set-aside.ts';
import { workOff } from '../../shared/queue/queue-worker.ts';
import { CorruptItemError } from '../../shared/table/table.ts';
import { record } from '../support/sqs.ts';
import { someEvent } from '../support/endpoints.ts';

const sqs = mockClient(SQSClient);
beforeEach(() => sqs.on(ChangeMessageVisibilityCommand).resolves({}).on(SendMessageCommand).resolves({}));
afterEach(() => sqs.reset());

const queue = { sqs: new SQSClient({}), url: 'https://sqs.example/events.fifo' };
const deadLetters = { ...queue, url: 'https://sqs.example/dead.fifo' };

const messageOf = (id: string, receives = 1) => {
  const message = record(JSON.stringify({ agency: 'acme', endpoint: 'end_1', event: someEvent('acme') }), {
    MessageGroupId: 'group',
    ApproximateReceiveCount: String(receives),
  });
  return { ...message, messageId: id, receiptHandle: `handle-${id}` };
};

const send = async (deliver: Deliver, records: SQSRecord[]) =>
  await workOff(sendEvent(deliver, queue, setAsideMessageIn(deadLetters)), records, () => 30_000);

const waits = () =>
  sqs.commandCalls(ChangeMessageVisibilityCommand).map(({ args }) => args[0].input.VisibilityTimeout);

const setAside = () => sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input);

const answering =
  (answer: Delivered): Deliver =>
  async () =>
    answer;

test('a delivered event is not retried', async () => {
  expect(await send(answering('done'), [messageOf('a')])).toEqual({ batchItemFailures: [] });
  expect(waits()).toEqual([]);
});

test('an undelivered event is retried when due, however often; SQS hides it for at most 12 hours', async () => {
  for (const retryInMs of [5000, 5001, 13 * 60 * 60 * 1000]) {
    const answer = await send(answering({ retryInMs }), [messageOf('a', 400)]);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }] });
  }
  expect(waits()).toEqual([5, 6, 43_200]);
});

test('after a failure no later event of its group is sent', async () => {
  const tried: string[] = [];
  const deliver: Deliver = async ({ endpoint }) => {
    tried.push(endpoint);
    return { retryInMs: 5000 };
  };
  const answer = await send(deliver, [messageOf('a'), messageOf('b')]);
  expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['a', 'b']);
  expect(tried).toHaveLength(1);
});

test('a failure on our side is retried without a limit', async () => {
  const deliver: Deliver = async () => await Promise.reject(new Error('table gone'));
  for (const receives of [1, 5, 999])
    expect(await send(deliver, [messageOf('a', receives)])).toEqual({
      batchItemFailures: [{ itemIdentifier: 'a' }],
    });
  expect(waits()).toEqual([]);
  expect(setAside()).toEqual([]);
});

test.each<[string, Deliver, Partial<SQSRecord>]>([
  ['an unreadable message', answering('done'), { body: '{' }],
  [
    'a message about a corrupt record',
    async () => await Promise.reject(new CorruptItemError('ENDPOINTS#acme end_1')),
    {},
  ],
])('%s reaches the dead-letter queue after five attempts, in its group', async (_, deliver, more) => {
  const damaged = (receives: number) => ({ ...messageOf('a', receives), ...more });
  for (let receives = 1; receives <= 4; receives += 1)
    expect((await send(deliver, [damaged(receives)])).batchItemFailures).toHaveLength(1);
  expect(setAside()).toEqual([]);
  expect(await send(deliver, [damaged(5)])).toEqual({ batchItemFailures: [] });
  expect(setAside()).toEqual([
    {
      QueueUrl: deadLetters.url,
      MessageBody: damaged(5).body,
      MessageGroupId: 'group',
      MessageDeduplicationId: 'a',
      MessageAttributes: { correlationId: { DataType: 'String', StringValue: 'a' } },
    },
  ]);
});

test('if the dead-letter queue refuses it, a damaged message stays in the queue', async () => {
  sqs.on(SendMessageCommand).rejects(new Error('SQS is down'));
  await expect(send(answering('done'), [{ ...messageOf('a', 5), body: '{' }])).rejects.toThrow('SQS is down');
});

test.each(['{', '{}', '{"agency":"acme","endpoint":"end_1","event":{}}'])(
  'an invalid message (%s) is not treated as done',
  async (body) => {
    const answer = await send(answering('done'), [{ ...messageOf('a'), body }]);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }] });
  },
);
