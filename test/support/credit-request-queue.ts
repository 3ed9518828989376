import {
  GetQueueAttributesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished, vi } from 'vitest';
import { randomId } from '../../shared/kernel/ids.ts';
import type { CreditRequestMessage } from '../../shared/credit-requests/message.ts';
import { PATIENCE } from './patience.ts';
import type { TestStack } from './stack.ts';

/** The queue of credit requests of a stack, past the API that guards it. */
export const creditRequestQueue = ({ endpoints, queues, queueUrl }: TestStack) => {
  const sqs = new SQSClient({
    endpoint: endpoints.sqs,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  onTestFinished(() => sqs.destroy());
  const named = (part: 'RequestsQueue' | 'RequestsDeadLetters'): string =>
    queueUrl(queues.find((name) => name.includes(part)) ?? part);
  const QueueUrl = named('RequestsQueue');
  const depth = async (url: string): Promise<number> => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
    );
    return (
      Number(Attributes['ApproximateNumberOfMessages']) +
      Number(Attributes['ApproximateNumberOfMessagesNotVisible'])
    );
  };

  return {
    /** Sends what no API would let pass, or once more what it did. */
    send: (message: CreditRequestMessage) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody: JSON.stringify(message),
          MessageGroupId: `${message.agency}:${message.requestId}`,
          MessageDeduplicationId: randomId('message'),
        }),
      ),
    /** Seconds after which a message comes again that nobody has finished. */
    comeAgainAfter: (seconds: number) =>
      sqs.send(
        new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: String(seconds) } }),
      ),
    /** Waits until nothing is left, neither waiting nor at a worker. */
    drained: () => vi.waitFor(async () => expect(await depth(QueueUrl)).toBe(0), PATIENCE),
    deadLetters: () => depth(named('RequestsDeadLetters')),
  };
};
