import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { asciiJson } from '../kernel/ascii-json.ts';
import { correlatedMessage } from '../kernel/correlation.ts';
import { sha256 } from '../kernel/ids.ts';
import { log } from '../kernel/log.ts';
import type { UsageEvent } from '../table/items/usage-event.ts';
import type { UsageMessage } from './message.ts';

/** @returns the messages that the queue did not take */
export type QueueUsage = (messages: readonly UsageMessage[]) => Promise<UsageMessage[]>;

/** Of the 256 KB of a message and of a batch; the rest is for what surrounds the events. */
const MAX_BYTES = 200_000;

/** Messages of one call. */
const MAX_BATCH = 10;

/** The messages that carry events of one account: one, unless they are too large for it. */
export const messagesFor = (
  whose: Omit<UsageMessage, 'events'>,
  events: readonly UsageEvent[],
): UsageMessage[] =>
  inRuns(events, Infinity, (event) => asciiJson(event).length + 1).map((some) => ({
    ...whose,
    events: some,
  }));

/**
 * Queues usage, that of one account in order. The same message queued again within minutes is there once.
 * @param queue the URL of the FIFO queue
 */
export const queueUsageIn =
  (sqs: SQSClient, queue: string): QueueUsage =>
  async (messages) => {
    const bodies = messages.map((message) => ({ message, body: asciiJson(message) }));
    const batches = inRuns(bodies, MAX_BATCH, ({ body }) => body.length);
    const failed: UsageMessage[] = [];
    // One after the other, which keeps the order of an account's messages.
    for (const batch of batches) {
      const send = new SendMessageBatchCommand({
        QueueUrl: queue,
        Entries: batch.map(({ message: { agency, account }, body }, place) => ({
          Id: String(place),
          MessageBody: body,
          ...correlatedMessage(),
          MessageGroupId: sha256(JSON.stringify([agency, account])),
          MessageDeduplicationId: sha256(body),
        })),
      });
      const refused = await sqs.send(send).then(
        ({ Failed = [] }) => Failed.map(({ Id }) => Id),
        (error: unknown) => {
          log.error('usage not queued', { error });
          return batch.map((_, place) => String(place));
        },
      );
      failed.push(...batch.flatMap(({ message }, place) => (refused.includes(String(place)) ? message : [])));
    }
    return failed;
  };

/** A list in runs of at most so many members and MAX_BYTES. */
const inRuns = <Item>(items: readonly Item[], most: number, bytesOf: (item: Item) => number): Item[][] => {
  const runs: Item[][] = [];
  let bytes = Infinity;
  for (const item of items) {
    const run = runs.at(-1);
    bytes += bytesOf(item);
    if (run && run.length < most && bytes <= MAX_BYTES) run.push(item);
    else {
      runs.push([item]);
      bytes = bytesOf(item);
    }
  }
  return runs;
};
