import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import type { EventQueue } from '../../shared/events/event-queue.ts';
import { eventMessage, type EventMessage } from '../../shared/events/message.ts';
import type { QueueWorker } from '../../shared/queue/queue-worker.ts';
import type { Deliver } from './deliver.ts';

/** Milliseconds: an endpoint's answer, and what is read and written about it. */
const TIME_FOR_A_MESSAGE = 20_000;

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds to wait after the first failure, the second, and so on; the last for all that follow. */
const WAITS = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR] as const;

/** @param failures so far, from 1 */
export const waitAfter = (failures: number): number => WAITS[failures - 1] ?? 10 * HOUR;

/** Works off the event queue. What was not delivered comes again, later and later. */
export const sendEvent = (deliver: Deliver, { sqs, url }: EventQueue): QueueWorker<EventMessage> => ({
  message: eventMessage,
  timeForAMessage: TIME_FOR_A_MESSAGE,
  work: async (message, { attributes, receiptHandle }) => {
    const since = Number(attributes.ApproximateFirstReceiveTimestamp);
    if ((await deliver(message, since)) === 'done') return 'done';
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: waitAfter(Number(attributes.ApproximateReceiveCount)),
      }),
    );
    return { again: 'not delivered' };
  },
});
