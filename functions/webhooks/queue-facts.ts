import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { asciiJson } from '../../shared/kernel/ascii-json.ts';
import type { PaymentMessage, QueuedFact } from '../../shared/payments/message.ts';
import type { Credentials } from '../../shared/payments/credentials.ts';

export type WebhookDependencies = {
  credentials: Pick<Credentials, 'webhooks'>;
  sqs: SQSClient;
  /** The payment queue's URL. */
  queue: string;
};

/** The queue did not take a message. Nothing is lost: the answer is an error, and the provider sends the event again. */
export class QueueRefusedError extends Error {
  override readonly name = 'QueueRefusedError';
}

/** Queues what an event says, a message for each fact. Throws QueueRefusedError. */
export const queueFacts = async (
  { sqs, queue }: Pick<WebhookDependencies, 'sqs' | 'queue'>,
  event: Omit<PaymentMessage, 'fact'>,
  facts: readonly QueuedFact[],
): Promise<void> => {
  for (const fact of facts) {
    const message: PaymentMessage = { ...event, fact };
    const send = new SendMessageCommand({ QueueUrl: queue, MessageBody: asciiJson(message) });
    await sqs.send(send).catch((cause: unknown) => {
      throw new QueueRefusedError(event.eventId, { cause });
    });
  }
};
