import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import type { Random } from './random.ts';
import type { Turns } from './turns.ts';

type Message = { id: string; body: string; visibleAt: number; receives: number };

const VISIBILITY_TIMEOUT_MS = 180_000;
const BATCH_SIZE = 10;

/** How often a queue does what queues may do, as probabilities. */
export type QueueFaults = { refuse: number; twice: number };

/**
 * A queue as SQS keeps it: at least once, in no order. A message that its worker does not end with comes again; none
 * is set aside, since a drain would bring it back anyhow.
 */
export class Queue {
  faults: QueueFaults = { refuse: 0, twice: 0 };
  private messages: Message[] = [];
  private sent = 0;
  private readonly turns: Turns;
  private readonly random: Random;

  constructor(turns: Turns, random: Random) {
    this.turns = turns;
    this.random = random;
  }

  get isEmpty(): boolean {
    return this.messages.length === 0;
  }

  /** The part of SQS that senders call. */
  send = async (body: string): Promise<void> => {
    await this.turns.take(async () => {
      if (this.random.chance(this.faults.refuse)) throw new Error('the queue refuses');
      this.sent += 1;
      this.messages.push({ id: `m${this.sent}`, body, visibleAt: this.turns.now, receives: 0 });
      if (this.random.chance(this.faults.refuse)) throw new Error('the answer is lost');
    });
  };

  /** One batch to one invocation of the worker. @returns false where nothing was there to be done */
  async poll(worker: (event: SQSEvent) => Promise<SQSBatchResponse>): Promise<boolean> {
    const visible = this.messages.filter(({ visibleAt }) => visibleAt <= this.turns.now);
    const batch: Message[] = [];
    while (batch.length < BATCH_SIZE && visible.length > 0) {
      batch.push(...visible.splice(this.random.below(visible.length), 1));
    }
    if (batch.length === 0) return false;
    for (const message of batch) {
      message.visibleAt =
        this.turns.now + (this.random.chance(this.faults.twice) ? 0 : VISIBILITY_TIMEOUT_MS);
      message.receives += 1;
    }
    const ended = await this.turns.start('worker', async () => await worker(eventOf(batch)), true);
    if (ended.is !== 'done') return true;
    const failed = new Set(ended.value.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    this.messages = this.messages.filter(
      (message) =>
        !batch.includes(message) || failed.has(message.id) || this.random.chance(this.faults.twice),
    );
    return true;
  }
}

/** The client that a Lambda holds to fill this queue. */
export const senderTo = (queue: Queue): SQSClient => {
  const client = new SQSClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  client.middlewareStack.add(
    () => async (args) => {
      await queue.send(z.object({ MessageBody: z.string() }).parse(args.input).MessageBody);
      return { output: { $metadata: {} }, response: {} };
    },
    { step: 'initialize', name: 'queue' },
  );
  return client;
};

const eventOf = (batch: readonly Message[]): SQSEvent => ({
  Records: batch.map(({ id, body, receives }): SQSRecord => ({
    messageId: id,
    receiptHandle: id,
    body,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: '0',
      SenderId: 'sender',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:payments',
    awsRegion: 'eu-central-1',
  })),
});
