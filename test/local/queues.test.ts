import { join } from 'node:path';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type Stack, startStack } from '../../infra/local/stack.ts';
import { mapping, queue, temporaryDirectory, writeAssembly } from './assembly-fixture.ts';
import { eventually, lines, readLines } from './eventually.ts';

/** Notes each record; fails those whose body says so, or throws or hangs on the whole batch. */
const worker = `const { appendFileSync } = require('node:fs');
exports.handler = async ({ Records }) => {
  appendFileSync(process.env.NOTES, JSON.stringify(Records.map(({ body, attributes }) =>
    ({ body, received: Number(attributes.ApproximateReceiveCount), group: attributes.MessageGroupId }))) + '\\n');
  if (Records.some(({ body }) => body.startsWith('throw'))) throw new Error('the whole batch');
  if (Records.some(({ body }) => body.startsWith('hang'))) await new Promise(() => {});
  await new Promise((resolve) => setTimeout(resolve, Number(process.env.PAUSE)));
  return { batchItemFailures: Records.filter(({ body, attributes }) =>
    body.startsWith('fail') && !(body === 'fail once' && attributes.ApproximateReceiveCount > 1)).map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;

const noted = z.array(
  z.array(z.object({ body: z.string(), received: z.number(), group: z.string().optional() })),
);

let stack: Stack;
let client: SQSClient;
let notes: string;
let ordered: string;
let batched: string;

/** Longer than a busy machine takes to begin a function, which would else count as one that hangs. */
const FUNCTION_TIMEOUT_S = 3;

/** Longer than that, so that no message comes back while it is being handled. */
const VISIBILITY_TIMEOUT_S = 4;

const redrive = (deadLetters: string) => ({
  VisibilityTimeout: VISIBILITY_TIMEOUT_S,
  RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters, 'Arn'] }, maxReceiveCount: 2 },
});
const partial = { FunctionResponseTypes: ['ReportBatchItemFailures'], BatchSize: 10 };

const assemble = async () => {
  const directory = await temporaryDirectory();
  [notes, ordered, batched] = [
    join(directory, 'notes'),
    join(directory, 'ordered'),
    join(directory, 'batched'),
  ];
  return writeAssembly({
    functions: {
      Worker: {
        code: worker,
        timeout: FUNCTION_TIMEOUT_S,
        environment: { NOTES: notes, PAUSE: 0, WORK: { Ref: 'Work' } },
      },
      Orderly: { code: worker, environment: { NOTES: ordered, PAUSE: 5 } },
      Batcher: { code: worker, environment: { NOTES: batched, PAUSE: 0 } },
    },
    resources: {
      DeadLetters: queue({ MessageRetentionPeriod: 1_209_600 }),
      Work: queue(redrive('DeadLetters')),
      Ordered: queue({
        FifoQueue: true,
        ContentBasedDeduplication: true,
        VisibilityTimeout: VISIBILITY_TIMEOUT_S,
      }),
      Batched: queue(),
      FromWork: mapping(['Work', 'Arn'], 'Worker', partial),
      FromOrdered: mapping(['Ordered', 'Arn'], 'Orderly', {
        ...partial,
        ScalingConfig: { MaximumConcurrency: 3 },
      }),
      FromBatched: mapping(['Batched', 'Arn'], 'Batcher', {
        BatchSize: 20,
        MaximumBatchingWindowInSeconds: 1,
      }),
    },
  });
};

beforeAll(async () => {
  stack = await startStack({ assembly: await assemble() });
  client = new SQSClient({
    endpoint: stack.endpoints.sqs,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
});

afterAll(async () => {
  client.destroy();
  await stack.stop();
});

const url = (logicalId: string): string => stack.queueUrl(`Fixture-${logicalId}`);
const send = (logicalId: string, MessageBody: string, MessageGroupId?: string) =>
  client.send(new SendMessageCommand({ QueueUrl: url(logicalId), MessageBody, MessageGroupId }));
const receivedOf = async (file: string, body: string): Promise<number[]> =>
  noted
    .parse(await readLines(file))
    .flat()
    .filter((record) => record.body === body)
    .map(({ received }) => received);

const deadLetter = () =>
  eventually(async () => {
    const command = new ReceiveMessageCommand({ QueueUrl: url('DeadLetters'), WaitTimeSeconds: 1 });
    return (await client.send(command)).Messages?.[0]?.Body;
  });

test('handled messages are deleted, failed ones come back and end in the dead-letter queue', async () => {
  await Promise.all(['good', 'fail'].map((body) => send('Work', body)));
  expect(await deadLetter()).toBe('fail');
  expect(await receivedOf(notes, 'fail')).toEqual([1, 2]);
  expect(await receivedOf(notes, 'good')).toEqual([1]);
});

test.each(['throw', 'hang'])('when the function %ss, its whole batch comes back', async (body) => {
  await send('Work', body);
  expect(await deadLetter()).toBe(body);
  expect(await receivedOf(notes, body)).toEqual([1, 2]);
});

test('a FIFO queue keeps the order of each group, also after a failure', async () => {
  const messages = Array.from({ length: 4 }, (_, position) =>
    ['a', 'b'].map((group) => ({ body: `${group}${position}`, group })),
  );
  for (const { body, group } of messages.flat()) await send('Ordered.fifo', body, group);
  await send('Ordered.fifo', 'fail once', 'c');
  await send('Ordered.fifo', 'after it', 'c');
  const records = await eventually(async () => {
    const found = noted.parse(await readLines(ordered)).flat();
    return found.length >= 11 && found;
  });
  const bodiesOf = (group: string) =>
    records.filter((record) => record.group === group).map(({ body }) => body);
  expect(bodiesOf('a')).toEqual(['a0', 'a1', 'a2', 'a3']);
  expect(bodiesOf('b')).toEqual(['b0', 'b1', 'b2', 'b3']);
  expect(bodiesOf('c')).toEqual(['fail once', 'fail once', 'after it']);
});

test('a batching window gathers more messages than one call receives', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, number) => send('Batched', `m${number}`)));
  const batches = noted.parse(
    await eventually(async () => {
      const found = noted.parse(await readLines(batched));
      return found.flat().length === 20 && found;
    }),
  );
  expect(batches.length).toBeLessThan(20);
  expect(Math.max(...batches.map(({ length }) => length))).toBeGreaterThan(10);
});

test('queues have the attributes of the template, and a function has their URL', async () => {
  const command = new GetQueueAttributesCommand({ QueueUrl: url('Work'), AttributeNames: ['All'] });
  const { Attributes } = await client.send(command);
  expect(Attributes).toMatchObject({ VisibilityTimeout: String(VISIBILITY_TIMEOUT_S) });
  expect(JSON.parse(Attributes?.['RedrivePolicy'] ?? '')).toEqual({
    deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:Fixture-DeadLetters',
    maxReceiveCount: 2,
  });
});

test('messages stay on disk for the next start, also on another port', async () => {
  const directory = await temporaryDirectory();
  const file = join(await temporaryDirectory(), 'kept');
  const fixture = (enabled: boolean) =>
    writeAssembly({
      functions: { Keeper: { code: worker, environment: { NOTES: file, PAUSE: 0 } } },
      resources: {
        Kept: queue({ VisibilityTimeout: 1 }),
        FromKept: mapping(['Kept', 'Arn'], 'Keeper', { Enabled: enabled }),
      },
    });
  const first = await startStack({ assembly: await fixture(false), directory });
  const sender = new SQSClient({
    endpoint: first.endpoints.sqs,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  await sender.send(
    new SendMessageCommand({ QueueUrl: first.queueUrl('Fixture-Kept'), MessageBody: 'still here' }),
  );
  sender.destroy();
  await first.stop();
  const second = await startStack({ assembly: await fixture(true), directory });
  const found = await lines(file, 1);
  await second.stop();
  expect(noted.parse(found).flat()).toEqual([{ body: 'still here', received: 1 }]);
});
