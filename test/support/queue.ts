import {
  GetQueueAttributesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished, vi } from 'vitest';
import { sha256 } from '../../shared/kernel/ids.ts';
import { PATIENCE } from './patience.ts';
import type { TestStack } from './stack.ts';

/** The payment queue of a stack, and its dead letters, as an operator reaches them. */
export const paymentQueue = (stack: TestStack) => queueOf(stack, 'Payments');

/** The same of the event queue. */
export const eventQueue = (stack: TestStack) => queueOf(stack, 'Events');

const queueOf = ({ endpoints, queues, queueUrl }: TestStack, part: 'Payments' | 'Events') => {
  const client = new SQSClient({
    endpoint: endpoints.sqs,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  onTestFinished(() => client.destroy());
  const named = (kind: 'Queue' | 'DeadLetters'): string =>
    queueUrl(queues.find((queue) => queue.includes(`${part}${kind}`)) ?? `${part}${kind}`);

  const depth = async (QueueUrl: string): Promise<number> => {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    return (
      Number(Attributes['ApproximateNumberOfMessages']) +
      Number(Attributes['ApproximateNumberOfMessagesNotVisible']) +
      Number(Attributes['ApproximateNumberOfMessagesDelayed'])
    );
  };

  return {
    /** Messages that are not worked off: waiting, delayed, or at a worker. */
    depth: () => depth(named('Queue')),
    deadLetters: () => depth(named('DeadLetters')),
    drained: () => vi.waitFor(async () => expect(await depth(named('Queue'))).toBe(0), PATIENCE),
    /** @param group of a FIFO queue; the body names the message there */
    send: async (body: string, group?: string): Promise<void> => {
      const fifo = group === undefined ? {} : { MessageGroupId: group, MessageDeduplicationId: sha256(body) };
      await client.send(new SendMessageCommand({ QueueUrl: named('Queue'), MessageBody: body, ...fifo }));
    },
    /** Seconds, in which the template's minutes would make a test too long. */
    configure: async (seconds: { VisibilityTimeout?: number; DelaySeconds?: number }): Promise<void> => {
      const Attributes = Object.fromEntries(
        Object.entries(seconds).map(([name, value]) => [name, String(value)]),
      );
      await client.send(new SetQueueAttributesCommand({ QueueUrl: named('Queue'), Attributes }));
    },
  };
};
