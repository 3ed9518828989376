import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { correlated, correlationIdIn } from '../kernel/correlation.ts';
import { log } from '../kernel/log.ts';
import { checkNumber } from '../kernel/schema-number.ts';
import { parseTolerant } from '../kernel/tolerant.ts';

/** The result for a message. A retry is no error; an exception is. */
export type Outcome = 'done' | { again: string };

/** A Lambda that works off a queue. */
export type QueueWorker<Message> = {
  /** What the queue carries. */
  message: z.ZodType<Message>;
  /** Milliseconds that one message may take: with less time left, none is begun. */
  timePerMessageMs: number;
  work: (message: Message, record: SQSRecord) => Promise<Outcome>;
  /**
   * Sets a message aside that failed, on a queue that can't tell a failure from a postponement by its receive count.
   * @returns whether it did: then the message is done
   */
  setAside?: (record: SQSRecord, error: unknown) => Promise<boolean>;
};

/**
 * Handles a batch, one message after the other: messages that arrive together are often about one account and would only
 * conflict. A message that fails, or has too little time left, is retried alone; on a FIFO queue together with the later ones
 * of its group, which keeps their order. All others are done. Each goes on under the correlation id that it came with.
 * @param timeLeft milliseconds until the Lambda is cut off, which would bring the whole batch again
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export const workOff = async <Message>(
  worker: QueueWorker<Message>,
  records: readonly SQSRecord[],
  timeLeft: () => number,
): Promise<SQSBatchResponse> => {
  const failed: string[] = [];
  const blockedGroups = new Set<string>();
  for (const record of records) {
    const { MessageGroupId: group } = record.attributes;
    const isBlocked = group !== undefined && blockedGroups.has(group);
    const id = correlationIdIn(record.messageAttributes) ?? record.messageId;
    if (!isBlocked && (await correlated(id, () => isDone(worker, record, timeLeft)))) continue;
    failed.push(record.messageId);
    if (group !== undefined) blockedGroups.add(group);
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};

const isDone = async <Message>(
  { message, timePerMessageMs, work, setAside }: QueueWorker<Message>,
  record: SQSRecord,
  timeLeft: () => number,
): Promise<boolean> => {
  const facts = { messageId: record.messageId, receives: record.attributes.ApproximateReceiveCount };
  try {
    const outcome =
      timeLeft() < timePerMessageMs
        ? { again: 'out of time' }
        : await work(messageIn(message, record), record);
    if (outcome === 'done') return true;
    log.info('message retried', { ...facts, why: outcome.again });
  } catch (error) {
    log.error('message failed', { ...facts, error });
    return (await setAside?.(record, error)) ?? false;
  }
  return false;
};

/**
 * Another version may have sent it: fields that we don't know are left out. Throws ZodError on a damaged message, and
 * NewerSchemaError on one for a newer version, which is retried until that version is deployed.
 */
export const messageIn = <Message>(schema: z.ZodType<Message>, record: SQSRecord): Message => {
  const json = jsonOf(record);
  checkNumber(schema, json, record.messageId);
  const parsed = parseTolerant(schema, json);
  if (parsed.success) return parsed.data;
  throw parsed.error;
};

/** JSON.parse would quote the body in its error, which goes to the log. */
const jsonOf = ({ body }: SQSRecord): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    throw new TypeError('the message is not JSON');
  }
};

/** The worker as Lambda calls it. */
export const queueHandler = <Message>(worker: QueueWorker<Message>) =>
  middy<SQSEvent, SQSBatchResponse, Error, Context>().handler(
    async ({ Records }, context) => await workOff(worker, Records, () => context.getRemainingTimeInMillis()),
  );
