import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Deliver } from '../../functions/event-sender/deliver.ts';
import { sendEvent, waitAfter } from '../../functions/event-sender/send-event.ts';
import { workOff } from '../../shared/queue/queue-worker.ts';
import { record } from '../support/sqs.ts';
import { someEvent } from '../support/endpoints.ts';

const sqs = mockClient(SQSClient);
beforeEach(() => sqs.on(ChangeMessageVisibilityCommand).resolves({}));
afterEach(() => sqs.reset());

const queue = { sqs: new SQSClient({}), url: 'https://sqs.example/events.fifo' };

const messageOf = (id: string, receives = 1) => {
  const message = record(JSON.stringify({ agency: 'acme', endpoint: 'end_1', event: someEvent('acme') }), {
    MessageGroupId: 'group',
    ApproximateReceiveCount: String(receives),
  });
  return { ...message, messageId: id, receiptHandle: `handle-${id}` };
};

const send = async (deliver: Deliver, records: SQSRecord[]) =>
  await workOff(sendEvent(deliver, queue), records, () => 30_000);

const waits = () =>
  sqs.commandCalls(ChangeMessageVisibilityCommand).map(({ args }) => args[0].input.VisibilityTimeout);

const answering =
  (answer: 'done' | 'again'): Deliver =>
  async () =>
    answer;

test('what was delivered does not come again', async () => {
  expect(await send(answering('done'), [messageOf('a')])).toEqual({ batchItemFailures: [] });
  expect(waits()).toEqual([]);
});

test('what was not comes again, later and later, over days', async () => {
  for (const receives of [1, 2, 3, 4, 5, 6, 7, 20]) {
    const answer = await send(answering('again'), [messageOf('a', receives)]);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }] });
  }
  expect(waits()).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 36_000, 36_000]);
  expect(Array.from({ length: 49 }, (_, index) => waitAfter(index + 1)).every((wait) => wait <= 43_200)).toBe(
    true,
  );
});

test('behind one that failed nothing of its group is sent', async () => {
  const tried: string[] = [];
  const deliver: Deliver = async ({ endpoint }) => {
    tried.push(endpoint);
    return 'again';
  };
  const answer = await send(deliver, [messageOf('a'), messageOf('b')]);
  expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['a', 'b']);
  expect(tried).toHaveLength(1);
});

test('what fails on our side comes again by itself', async () => {
  const deliver: Deliver = async () => await Promise.reject(new Error('table gone'));
  expect(await send(deliver, [messageOf('a')])).toEqual({
    batchItemFailures: [{ itemIdentifier: 'a' }],
  });
  expect(waits()).toEqual([]);
});

test.each(['{', '{}', '{"agency":"acme","endpoint":"end_1","event":{}}'])(
  'a message that nobody understands (%s) is not taken for done',
  async (body) => {
    const answer = await send(answering('done'), [{ ...messageOf('a'), body }]);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }] });
  },
);
