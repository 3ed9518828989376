import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, expect, test } from 'vitest';
import { startSqs } from '../../infra/local/aws/sqs.ts';
import { moveMessages } from '../../infra/scripts/move-messages.ts';

const engine = await startSqs({ port: 0, directory: undefined });
const sqs = new SQSClient({
  endpoint: engine.endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
afterAll(async () => {
  sqs.destroy();
  await engine.stop();
});

const queue = async (name: string): Promise<string> => {
  await sqs.send(new CreateQueueCommand({ QueueName: name }));
  return engine.queueUrl(name);
};

const fill = async (url: string, count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) {
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: `message ${index}` }));
  }
};

const bodies = async (url: string): Promise<string[]> => {
  const found: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return found.toSorted();
    found.push(...Messages.map(({ Body = '' }) => Body));
  }
};

test('all messages of one queue are moved to the other', async () => {
  const [from, to] = [await queue('dead'), await queue('alive')];
  await fill(from, 23);
  expect(await moveMessages(sqs, from, to, 23)).toBe(23);
  expect(await bodies(to)).toHaveLength(23);
  expect(await bodies(from)).toEqual([]);
});

test('at most the requested number of messages is moved', async () => {
  const [from, to] = [await queue('dead-2'), await queue('alive-2')];
  await fill(from, 5);
  expect(await moveMessages(sqs, from, to, 3)).toBe(3);
  expect(await bodies(to)).toHaveLength(3);
});

test('an empty queue has nothing to move', async () => {
  expect(await moveMessages(sqs, await queue('empty'), await queue('other'), 10)).toBe(0);
});

test('a FIFO queue accepts a message it had moments ago, in the order of each group', async () => {
  const fifo = async (name: string): Promise<string> => {
    const Attributes = { FifoQueue: 'true' };
    await sqs.send(new CreateQueueCommand({ QueueName: `${name}.fifo`, Attributes }));
    return engine.queueUrl(`${name}.fifo`);
  };
  const [dead, alive] = [await fifo('dead-3'), await fifo('alive-3')];
  const send = (QueueUrl: string, id: string) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: id,
        MessageGroupId: 'group',
        MessageDeduplicationId: id,
      }),
    );
  const take = async (QueueUrl: string) => {
    const taken: string[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
      if (Messages.length === 0) return taken;
      for (const { ReceiptHandle, Body = '' } of Messages) {
        taken.push(Body);
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  };
  for (const id of ['one', 'two', 'three']) {
    await send(alive, id);
    await send(dead, id);
  }
  expect(await take(alive)).toEqual(['one', 'two', 'three']);
  expect(await moveMessages(sqs, dead, alive, 3)).toBe(3);
  expect(await take(alive)).toEqual(['one', 'two', 'three']);
});
