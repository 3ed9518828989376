import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { asciiJson } from '../kernel/ascii-json.ts';
import { correlatedMessage } from '../kernel/correlation.ts';
import { sha256 } from '../kernel/ids.ts';
import type { EventMessage } from './message.ts';

/** The queue that the sender works off. */
export type EventQueue = { sqs: SQSClient; url: string };

/** What the queue is sent of an event. */
export type QueuedEvent = ReturnType<typeof queuedAs>;

/**
 * An event for an endpoint, as the queue takes it: behind the ones of the same account that are still on their way there.
 * The same event queued again within minutes is not there twice.
 */
export const queuedEvent = (message: EventMessage): QueuedEvent => {
  const { agency, endpoint, event } = message;
  return queuedAs(message, [agency, endpoint, event.subject ?? ''], [endpoint, event.id]);
};

/**
 * Queues an event that somebody asked for again. It waits for no other.
 * @param request names the request, so that its repetitions are one
 */
export const queueAgain = async (
  { sqs, url }: EventQueue,
  message: Omit<EventMessage, 'resend'>,
  request: string,
): Promise<void> => {
  const { agency, endpoint, event } = message;
  const queued = queuedAs(
    { ...message, resend: true },
    [agency, endpoint, event.id, 'resend'],
    [endpoint, event.id, request],
  );
  await sqs.send(new SendMessageCommand({ QueueUrl: url, ...queued }));
};

/** What a group and a repetition are known by has to fit into 128 characters of any kind. */
const queuedAs = (message: EventMessage, group: readonly string[], repetition: readonly string[]) => ({
  MessageBody: asciiJson(message),
  ...correlatedMessage(),
  MessageGroupId: sha256(JSON.stringify(group)),
  MessageDeduplicationId: sha256(JSON.stringify(repetition)),
});
