import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { log } from '../../shared/kernel/log.ts';
import { eventMessage, type EventMessage } from '../../shared/events/message.ts';
import type { Deliver } from './deliver.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds to wait after the first failure, the second, and so on; the last for all that follow. */
const WAITS = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR] as const;

/** @param failures so far, from 1 */
export const waitAfter = (failures: number): number => WAITS[failures - 1] ?? 10 * HOUR;

/**
 * Works off messages of the event queue, and lets come again later and later what was not delivered. Its group waits for
 * it: an account's events keep their order.
 * @param queue the event queue, for saying when
 */
export const workOffWith =
  (deliver: Deliver, queue: { sqs: SQSClient; url: string }) =>
  async (records: readonly SQSRecord[]): Promise<SQSBatchResponse> => {
    const failed: SQSRecord[] = [];
    for (const record of records) {
      // Behind one that failed nothing of a batch is sent: it may be of the same group.
      if (failed.length > 0 || (await isToComeAgain(deliver, queue, record))) failed.push(record);
    }
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };

const isToComeAgain = async (
  deliver: Deliver,
  { sqs, url }: { sqs: SQSClient; url: string },
  record: SQSRecord,
): Promise<boolean> => {
  const { messageId, attributes, receiptHandle } = record;
  try {
    const since = Number(attributes.ApproximateFirstReceiveTimestamp);
    if ((await deliver(messageIn(record), since)) === 'done') return false;
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: waitAfter(Number(attributes.ApproximateReceiveCount)),
      }),
    );
  } catch (error) {
    // It comes again by itself, after the queue's own time.
    log.error('message failed', { message: messageId, receives: attributes.ApproximateReceiveCount, error });
  }
  return true;
};

/** JSON.parse would quote the body in its error, and that goes to the log. */
const messageIn = ({ body }: SQSRecord): EventMessage => {
  try {
    return eventMessage.parse(JSON.parse(body));
  } catch (error) {
    throw error instanceof SyntaxError ? new TypeError('the message is not JSON') : error;
  }
};
