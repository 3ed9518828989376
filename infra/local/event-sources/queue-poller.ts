import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { credentials, nameInArn, REGION } from '../aws/aws.ts';
import { type Background, repeat } from '../lambda/background.ts';
import { failedItems } from './batch-response.ts';
import type { EventSource } from './event-sources.ts';
import { activityLine, type Log } from '../log.ts';
import { isReceived, type Received, recordOf } from './queue-record.ts';

/** SQS gives at most ten at a time. */
const MAX_RECEIVE = 10;
const LONG_POLL_S = 20;

/**
 * Long-polls a queue and hands its messages to the function in batches. What the function took is deleted; what it
 * failed stays invisible until the queue's visibility timeout, and comes back or goes to the dead-letter queue.
 */
export const startQueuePoller = (
  source: EventSource,
  sqs: { endpoint: string; queueUrl: (queueName: string) => string },
  { label, log }: { label: string; log: Log },
): Background => {
  const client = new SQSClient({ endpoint: sqs.endpoint, region: REGION, credentials });
  const QueueUrl = sqs.queueUrl(nameInArn(source.arn));
  const inFlight = new Set<Promise<void>>();

  const receive = async (count: number, wait: number, abortSignal: AbortSignal): Promise<Received[]> => {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: Math.min(count, MAX_RECEIVE),
      WaitTimeSeconds: wait,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    const { Messages = [] } = await client.send(command, { abortSignal });
    return Messages.filter(isReceived);
  };

  const collect = async (signal: AbortSignal): Promise<Received[]> => {
    const batch = await receive(source.batchSize, LONG_POLL_S, signal);
    const closes = Date.now() + source.batchingWindow;
    while (batch.length > 0 && batch.length < source.batchSize && Date.now() < closes && !signal.aborted) {
      const seconds = Math.max(1, Math.ceil((closes - Date.now()) / 1000));
      const more = await receive(source.batchSize - batch.length, seconds, signal).catch(() => []);
      batch.push(...more);
    }
    return batch;
  };

  const remove = async (messages: Received[]): Promise<void> => {
    for (let first = 0; first < messages.length; first += MAX_RECEIVE) {
      const Entries = messages
        .slice(first, first + MAX_RECEIVE)
        .map(({ ReceiptHandle }, position) => ({ Id: String(position), ReceiptHandle }));
      await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  };

  const deliver = async (batch: Received[]): Promise<void> => {
    const event = { Records: batch.map((message) => recordOf(message, source.arn)) };
    const outcome = await source.lambda.invoke(event);
    const failed = failedItems(
      outcome,
      batch.map(({ MessageId }) => MessageId),
      source.reportsItemFailures,
    );
    await remove(batch.filter(({ MessageId }) => !failed.has(MessageId)));
    const result = `${batch.length} message(s), ${failed.size} failed`;
    log(
      activityLine({
        kind: 'queue',
        subject: label,
        result,
        duration: outcome.duration,
        by: source.lambda.label,
      }),
    );
  };

  const poller = repeat(`queue ${label}`, log, async (signal) => {
    if (inFlight.size >= source.concurrency) {
      await Promise.race(inFlight);
      return;
    }
    const batch = await collect(signal);
    if (batch.length === 0) return;
    const delivery = deliver(batch)
      .catch((error: unknown) => log(`queue ${label}: ${String(error)}`))
      .finally(() => inFlight.delete(delivery));
    inFlight.add(delivery);
  });

  return {
    stop: async () => {
      await poller.stop();
      await Promise.all(inFlight);
      client.destroy();
    },
  };
};
