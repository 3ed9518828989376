import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { type EventQueue, type QueuedEvent, queuedEvent } from '../../shared/events/event-queue.ts';
import type { EventMessage } from '../../shared/events/message.ts';
import { inBatches, RefusedError } from './in-batches.ts';

/** The largest batch of SQS. */
const BATCH_SIZE = 10;

/**
 * Queues an event for an endpoint, together with others of the same time. Whoever queues two for the same endpoint and
 * account waits for the first one: the queue may take a part of a batch only. Throws RefusedError, and what SQS throws.
 */
export const queueEventIn = ({ sqs, url }: EventQueue): ((message: EventMessage) => Promise<void>) => {
  const queue = inBatches<QueuedEvent, undefined>(BATCH_SIZE, async (messages) => {
    const Entries = messages.map((message, place) => ({ Id: String(place), ...message }));
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    const refused = new Map(Failed.map(({ Id, Code = 'unknown' }) => [Id, new RefusedError(Code)]));
    return Entries.map(({ Id }) => refused.get(Id));
  });
  return async (message) => await queue(queuedEvent(message));
};
