import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { asciiJson } from '../kernel/ascii-json.ts';
import { correlatedMessage } from '../kernel/correlation.ts';
import { sha256 } from '../kernel/ids.ts';
import type { EventMessage } from './message.ts';

/** The queue that the sender works off. */
export type EventQueue = { sqs: SQSClient; url: string };

/**
 * Queues an event for an endpoint, behind the ones of the same account that are still on their way there. The same
 * event queued again within minutes is not there twice.
 */
export const queueEvent = async ({ sqs, url }: EventQueue, message: EventMessage): Promise<void> => {
  const { agency, endpoint, event } = message;
  await send({ sqs, url }, message, [agency, endpoint, event.subject ?? ''], [endpoint, event.id]);
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
  await send(
    { sqs, url },
    { ...message, resend: true },
    [agency, endpoint, event.id, 'resend'],
    [endpoint, event.id, request],
  );
};

/** What a group and a repetition are known by has to fit into 128 characters of any kind. */
const send = async (
  { sqs, url }: EventQueue,
  message: EventMessage,
  group: readonly string[],
  repetition: readonly string[],
): Promise<void> => {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: url,
      MessageBody: asciiJson(message),
      ...correlatedMessage(),
      MessageGroupId: sha256(JSON.stringify(group)),
      MessageDeduplicationId: sha256(JSON.stringify(repetition)),
    }),
  );
};
