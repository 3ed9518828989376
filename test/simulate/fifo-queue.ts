import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { record } from '../support/sqs.ts';
import type { QueueFaults } from './queue.ts';
import type { Random } from './random.ts';
import type { Turns } from './turns.ts';

const sending = z.object({
  MessageBody: z.string(),
  MessageGroupId: z.string(),
  MessageDeduplicationId: z.string(),
});
const hiding = z.object({ ReceiptHandle: z.string(), VisibilityTimeout: z.number() });
const sendings = z.object({ Entries: z.array(sending.extend({ Id: z.string() })) });
const request = z.union([sendings, sending, hiding]);

type Message = {
  id: string;
  body: string;
  group: string;
  visibleAt: number;
  receives: number;
  firstReceivedAt: number;
};

const VISIBILITY_TIMEOUT_MS = 180_000;
const BATCH_SIZE = 10;

/** For how long the same message sent again is not there twice. */
const DEDUPLICATION_MS = 5 * 60_000;

/** A queue as SQS keeps a FIFO one: while a message of a group is with a worker, the others of the group wait. */
export class FifoQueue {
  faults: QueueFaults = { refuse: 0, twice: 0 };
  private messages: Message[] = [];
  private readonly sentAt = new Map<string, number>();
  private sent = 0;
  private readonly turns: Turns;
  private readonly random: Random;
  private readonly worker: string;

  /** @param worker the name of the Lambda that it feeds */
  constructor(turns: Turns, random: Random, worker: string) {
    this.turns = turns;
    this.random = random;
    this.worker = worker;
  }

  get isEmpty(): boolean {
    return this.messages.length === 0;
  }

  /** The client for senders to the queue and for its worker. */
  client(): SQSClient {
    const client = new SQSClient({
      region: 'eu-central-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    });
    client.middlewareStack.add(
      () => async (args) => {
        const Failed = await this.turns.take(async () => this.take(request.parse(args.input)), this.worker);
        return { output: { $metadata: {}, Failed }, response: {} };
      },
      { step: 'initialize', name: 'queue' },
    );
    return client;
  }

  /** One batch to one invocation of the worker. */
  async poll(worker: (records: readonly SQSRecord[]) => Promise<SQSBatchResponse>): Promise<void> {
    const batch = this.receive();
    if (batch.length === 0) return;
    const ended = await this.turns.start(this.worker, async () => await worker(batch.map(recordOf)), true);
    if (ended.is !== 'done') return;
    const failed = new Set(ended.value.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    this.messages = this.messages.filter(
      (message) =>
        !batch.includes(message) || failed.has(message.id) || this.random.chance(this.faults.twice),
    );
  }

  /** @returns those of a batch that it refuses, which may be any */
  private take(wanted: z.infer<typeof request>): { Id: string; Code: string }[] {
    if (this.random.chance(this.faults.refuse)) throw new Error('the queue refuses');
    const refused: { Id: string; Code: string }[] = [];
    if ('Entries' in wanted)
      for (const { Id, ...entry } of wanted.Entries) {
        if (this.random.chance(this.faults.refuse)) refused.push({ Id, Code: 'InternalError' });
        else this.send(entry);
      }
    else if ('MessageBody' in wanted) this.send(wanted);
    else {
      const message = this.messages.find(({ id }) => id === wanted.ReceiptHandle);
      if (message) message.visibleAt = this.turns.now + wanted.VisibilityTimeout * 1000;
    }
    if (this.random.chance(this.faults.refuse)) throw new Error('the answer is lost');
    return refused;
  }

  private send({ MessageBody: body, MessageGroupId: group, MessageDeduplicationId: name }: Sent): void {
    const { now } = this.turns;
    const before = this.sentAt.get(name);
    if (before !== undefined && now - before < DEDUPLICATION_MS) return;
    this.sentAt.set(name, now);
    this.sent += 1;
    this.messages.push({
      id: `e${this.sent}`,
      body,
      group,
      visibleAt: now,
      receives: 0,
      firstReceivedAt: now,
    });
  }

  /** Of every group that nobody is at, messages in their order. */
  private receive(): Message[] {
    const { now } = this.turns;
    const held = new Set(this.messages.flatMap(({ group, visibleAt }) => (visibleAt > now ? [group] : [])));
    const batch = this.messages
      .filter(({ group }) => !held.has(group))
      .slice(0, 1 + this.random.below(BATCH_SIZE));
    for (const message of batch) {
      if (message.receives === 0) message.firstReceivedAt = now;
      message.receives += 1;
      message.visibleAt = now + VISIBILITY_TIMEOUT_MS;
    }
    return batch;
  }
}

type Sent = z.infer<typeof sending>;

const recordOf = ({ id, body, group, receives, firstReceivedAt }: Message): SQSRecord => {
  const message = record(body, {
    MessageGroupId: group,
    ApproximateReceiveCount: String(receives),
    ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
  });
  return { ...message, messageId: id, receiptHandle: id };
};
