import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { asciiJson } from '../../shared/kernel/ascii-json.ts';
import { correlatedMessage } from '../../shared/kernel/correlation.ts';
import type { PaymentMessage, QueuedFact } from '../../shared/payments/message.ts';

/** The payment queue. */
export type PaymentQueue = { sqs: SQSClient; url: string };

/** The queue did not take a message. Nothing is lost: the answer is an error, and the provider sends the event again. */
export class QueueRefusedError extends Error {
  override readonly name = 'QueueRefusedError';
}

/** Queues what an event says, a message for each fact. Throws QueueRefusedError. */
export const queueFacts = async (
  { sqs, url }: PaymentQueue,
  event: Omit<PaymentMessage, 'fact'>,
  facts: readonly QueuedFact[],
): Promise<void> => {
  for (const fact of facts) {
    const message: PaymentMessage = { ...event, fact };
    const send = new SendMessageCommand({
      QueueUrl: url,
      MessageBody: asciiJson(message),
      ...correlatedMessage(),
    });
    await sqs.send(send).catch((cause: unknown) => {
      throw new QueueRefusedError(event.eventId, { cause });
    });
  }
};
