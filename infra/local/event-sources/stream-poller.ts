import { type Background, isStopped, pause, repeat } from '../lambda/background.ts';
import { failedItems } from './batch-response.ts';
import { createEventFilter } from './event-filter.ts';
import type { EventSource } from './event-sources.ts';
import type { Invoked } from '../lambda/lambda.ts';
import { activityLine, type Log } from '../log.ts';
import type { StreamPosition } from './stream-position.ts';
import type { StreamReader } from './stream-reader.ts';
import { type Change, toEventRecord } from './stream-record.ts';

/** Told of records that were given up, in the form that Lambda sends to a destination. */
export type OnGivenUp = (batch: {
  shardId: string;
  changes: readonly Change[];
  attempts: number;
  requestId: string;
}) => Promise<void>;

/** Milliseconds from one look at a stream to the next, unless there was a whole batch: Lambda looks four times a second. */
const POLL_INTERVAL_MS = 250;

const backoff = (attempt: number): number => Math.min(5000, 100 * 2 ** attempt) * (0.5 + Math.random() / 2);

/** How much of a batch went well: everything before the first failure, since a stream keeps its order. */
const succeeded = (changes: readonly Change[], failed: ReadonlySet<string>): number => {
  const first = changes.findIndex(({ sequenceNumber }) => failed.has(sequenceNumber));
  return first === -1 ? changes.length : first;
};

/** Work that may outlive the time that it had to stop: `abandon` keeps it from writing down what it did after that. */
export type StreamPoller = Background & { abandon: () => Promise<void> };

/** Hands the changes of a table to a function, in order and at least once. */
export const startStreamPoller = (
  source: EventSource,
  { reader, position, onGivenUp }: { reader: StreamReader; position: StreamPosition; onGivenUp: OnGivenUp },
  { label, log }: { label: string; log: Log },
): StreamPoller => {
  const { lambda } = source;
  const passes = createEventFilter(source.filters);

  const invoke = async (changes: readonly Change[]): Promise<{ outcome: Invoked; done: number }> => {
    const outcome = await lambda.invoke({
      Records: changes.map((change) => toEventRecord(change, source.arn)),
    });
    const numbers = changes.map(({ sequenceNumber }) => sequenceNumber);
    const done = succeeded(changes, failedItems(outcome, numbers, source.reportsItemFailures));
    const result = `${changes.length} change(s), ${changes.length - done} failed`;
    log(
      activityLine({ kind: 'stream', subject: label, result, duration: outcome.duration, by: lambda.label }),
    );
    return { outcome, done };
  };

  const deliver = async (shardId: string, batch: readonly Change[], signal: AbortSignal): Promise<void> => {
    let attempts = 0;
    let rest = batch;
    while (rest.length > 0) {
      const { outcome, done } = await invoke(rest);
      attempts = done > 0 ? 1 : attempts + 1;
      const last = rest[done - 1];
      if (last) await position.set(shardId, last.sequenceNumber);
      rest = rest.slice(done);
      if (rest.length === 0 || isStopped(signal)) return;
      const splits = source.bisects && done === 0 && rest.length > 1;
      if (!splits && source.maximumRetries >= 0 && attempts > source.maximumRetries) {
        await onGivenUp({ shardId, changes: rest, attempts, requestId: outcome.requestId });
        return;
      }
      await pause(backoff(attempts), signal);
      if (isStopped(signal)) return;
      // Halves do not use up the retries: the one bad record is to be alone when they run out.
      if (splits) {
        const half = Math.ceil(rest.length / 2);
        await deliver(shardId, rest.slice(0, half), signal);
        rest = rest.slice(half);
        attempts = 0;
      }
    }
  };

  let shards: string[] = [];
  const poller = repeat(`stream ${label}`, log, async (signal) => {
    if (shards.length === 0) shards = await reader.shards();
    const nextLook = Date.now() + POLL_INTERVAL_MS;
    let isBehind = false;
    for (const shardId of shards) {
      const changes = await reader.read(shardId, position.get(shardId), source.batchSize, signal);
      const last = changes.at(-1);
      if (!last) continue;
      isBehind ||= changes.length === source.batchSize;
      await deliver(
        shardId,
        // A filter looks at names, keys and images, which the record of an event has from the change.
        changes.filter(passes),
        signal,
      );
      if (!isStopped(signal)) await position.set(shardId, last.sequenceNumber);
    }
    if (!isBehind) await pause(Math.max(0, nextLook - Date.now()), signal);
  });

  return {
    stop: async () => {
      await poller.stop();
      reader.close();
    },
    abandon: position.close,
  };
};
