import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import type { EventQueue } from '../../shared/events/event-queue.ts';
import { eventMessage, type EventMessage } from '../../shared/events/message.ts';
import type { QueueWorker } from '../../shared/queue/queue-worker.ts';
import type { Deliver } from './deliver.ts';
import type { SetAsideMessage } from './set-aside.ts';

/** Milliseconds: an endpoint's answer, and what is read and written about it. */
const TIME_PER_MESSAGE_MS = 20_000;

/** SQS's maximum. */
const MAX_VISIBILITY_TIMEOUT_S = 12 * 60 * 60;

/** Handles the event queue. An undelivered event is retried after the time that the delivery returns. */
export const sendEvent = (
  deliver: Deliver,
  { sqs, url }: EventQueue,
  setAside: SetAsideMessage,
): QueueWorker<EventMessage> => ({
  setAside,
  message: eventMessage,
  timePerMessageMs: TIME_PER_MESSAGE_MS,
  work: async (message, { attributes, receiptHandle }) => {
    const delivered = await deliver(message, Number(attributes.ApproximateFirstReceiveTimestamp));
    if (delivered === 'done') return 'done';
    const seconds = Math.ceil(delivered.retryInMs / 1000);
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: Math.min(seconds, MAX_VISIBILITY_TIMEOUT_S),
      }),
    );
    return { again: 'not delivered' };
  },
});
