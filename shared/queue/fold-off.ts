import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { correlated, correlationIdIn } from '../kernel/correlation.ts';
import { log } from '../kernel/log.ts';
import { messageIn, type Outcome } from './queue-worker.ts';

/** A Lambda that works off a queue whose messages about one thing are done together, in any order. */
export type QueueFolder<Message> = {
  /** What the queue carries. */
  message: z.ZodType<Message>;
  /** What a message is about. */
  nameOf: (message: Message) => string;
  /** @param timeLeft milliseconds until the Lambda is cut off, which would bring the whole batch again */
  fold: (messages: readonly Message[], timeLeft: () => number) => Promise<Outcome>;
};

type Found<Message> = { record: SQSRecord; message: Message };

/**
 * Handles a batch: messages about one thing together, one thing after the other. Where messages fail together, each is
 * tried alone, so that one that can never be done takes no other with it. Whatever fails is retried.
 */
export const foldOff = async <Message>(
  folder: QueueFolder<Message>,
  records: readonly SQSRecord[],
  timeLeft: () => number,
): Promise<SQSBatchResponse> => {
  const failed: SQSRecord[] = [];
  const found = records.flatMap((record): Found<Message>[] => {
    const message = attempt(record, () => messageIn(folder.message, record));
    if (message === undefined) failed.push(record);
    return message === undefined ? [] : [{ record, message }];
  });
  for (const group of Map.groupBy(found, ({ message }) => folder.nameOf(message)).values()) {
    const outcome = await foldOne(folder, group, timeLeft);
    if (outcome !== 'failed' || group.length === 1) {
      if (outcome !== 'done') failed.push(...group.map(({ record }) => record));
      continue;
    }
    for (const one of group) if ((await foldOne(folder, [one], timeLeft)) !== 'done') failed.push(one.record);
  }
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};

const attempt = <Value>(record: SQSRecord, make: () => Value): Value | undefined => {
  try {
    return make();
  } catch (error) {
    logFailure([record], error);
    return undefined;
  }
};

const foldOne = async <Message>(
  { fold }: QueueFolder<Message>,
  group: readonly Found<Message>[],
  timeLeft: () => number,
): Promise<'done' | 'again' | 'failed'> => {
  const records = group.map(({ record }) => record);
  const [first] = records;
  const id = (first && (correlationIdIn(first.messageAttributes) ?? first.messageId)) ?? '';
  return await correlated(id, async () => {
    try {
      const outcome = await fold(
        group.map(({ message }) => message),
        timeLeft,
      );
      if (outcome === 'done') return 'done';
      log.info('messages retried', { ...factsOf(records), why: outcome.again });
      return 'again';
    } catch (error) {
      logFailure(records, error);
      return 'failed';
    }
  });
};

const factsOf = (records: readonly SQSRecord[]) => ({
  messageIds: records.map(({ messageId }) => messageId),
  receives: records.map(({ attributes }) => attributes.ApproximateReceiveCount),
});

const logFailure = (records: readonly SQSRecord[], error: unknown): void =>
  log.error('message failed', { ...factsOf(records), error });

/** The worker as Lambda calls it. */
export const foldHandler = <Message>(folder: QueueFolder<Message>) =>
  middy<SQSEvent, SQSBatchResponse, Error, Context>().handler(
    async ({ Records }, context) => await foldOff(folder, Records, () => context.getRemainingTimeInMillis()),
  );
