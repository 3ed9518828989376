import {
  GetQueueAttributesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished, vi } from 'vitest';
import { PATIENCE } from './patience.ts';
import type { TestStack } from './stack.ts';

/** The payment queue of a stack, and the one for what can't be worked off, as an operator reaches them. */
export const paymentQueue = ({ endpoints, queues, queueUrl }: TestStack) => {
  const client = new SQSClient({
    endpoint: endpoints.sqs,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  onTestFinished(() => client.destroy());
  const named = (part: 'PaymentsQueue' | 'PaymentsDeadLetters'): string =>
    queueUrl(queues.find((name) => name.includes(part)) ?? part);

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
    depth: () => depth(named('PaymentsQueue')),
    deadLetters: () => depth(named('PaymentsDeadLetters')),
    drained: () => vi.waitFor(async () => expect(await depth(named('PaymentsQueue'))).toBe(0), PATIENCE),
    send: async (body: string): Promise<void> => {
      await client.send(new SendMessageCommand({ QueueUrl: named('PaymentsQueue'), MessageBody: body }));
    },
    /** Seconds, in which the template's minutes would make a test too long. */
    configure: async (seconds: { VisibilityTimeout?: number; DelaySeconds?: number }): Promise<void> => {
      const Attributes = Object.fromEntries(
        Object.entries(seconds).map(([name, value]) => [name, String(value)]),
      );
      await client.send(new SetQueueAttributesCommand({ QueueUrl: named('PaymentsQueue'), Attributes }));
    },
  };
};
