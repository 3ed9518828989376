import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { record } from './sqs.ts';
import type { VirtualTime } from './virtual-time.ts';

const request = z.union([
  z.object({ Entries: z.array(z.object({ MessageBody: z.string(), MessageGroupId: z.string() })) }),
  z.object({ ReceiptHandle: z.string(), VisibilityTimeout: z.number() }),
]);

type Message = { id: string; body: string; group: string; receives: number; firstReceivedAt: number };

/** SQS's visibility timeout unless a caller changes it. */
const VISIBILITY_TIMEOUT_S = 180;

/** A FIFO queue in virtual time: one message of a group at a time, the longest ready group first. */
export class VirtualQueue {
  readonly client = new SQSClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  /** The most often that any message was received. */
  mostReceives = 0;
  private readonly groups = new Map<string, Message[]>();
  private readonly ready: string[] = [];
  private readonly idle: ((group: string) => void)[] = [];
  private readonly hiddenFor = new Map<string, number>();
  private readonly time: VirtualTime;
  private sent = 0;

  constructor(time: VirtualTime) {
    this.time = time;
    this.client.middlewareStack.add(
      () => async (call) => {
        const wanted = request.parse(call.input);
        if ('Entries' in wanted)
          for (const { MessageBody, MessageGroupId } of wanted.Entries) this.put(MessageBody, MessageGroupId);
        else this.hiddenFor.set(wanted.ReceiptHandle, wanted.VisibilityTimeout);
        return { output: { $metadata: {} }, response: {} };
      },
      { step: 'initialize', name: 'queue' },
    );
  }

  get isEmpty(): boolean {
    return this.groups.size === 0;
  }

  /** Works off one message after the other, as one of Lambda's instances does. It never ends. */
  async serve(worker: (records: readonly SQSRecord[]) => Promise<SQSBatchResponse>): Promise<never> {
    for (;;) {
      const group = this.ready.shift() ?? (await new Promise<string>((wake) => this.idle.push(wake)));
      const [message] = this.groups.get(group) ?? [];
      if (!message) continue;
      if (message.receives === 0) message.firstReceivedAt = this.time.now();
      message.receives += 1;
      this.mostReceives = Math.max(this.mostReceives, message.receives);
      const { batchItemFailures } = await worker([recordOf(message)]);
      if (batchItemFailures.length === 0) this.remove(group);
      else void this.hide(group, this.hiddenFor.get(message.id) ?? VISIBILITY_TIMEOUT_S);
      this.hiddenFor.delete(message.id);
    }
  }

  private put(body: string, group: string): void {
    this.sent += 1;
    const message = { id: `m${this.sent}`, body, group, receives: 0, firstReceivedAt: 0 };
    const others = this.groups.get(group);
    if (others) others.push(message);
    else {
      this.groups.set(group, [message]);
      this.offer(group);
    }
  }

  private remove(group: string): void {
    const left = this.groups.get(group)?.slice(1) ?? [];
    this.groups.set(group, left);
    if (left.length > 0) this.offer(group);
    else this.groups.delete(group);
  }

  private async hide(group: string, seconds: number): Promise<void> {
    await this.time.sleep(seconds * 1000);
    this.offer(group);
  }

  private offer(group: string): void {
    const next = this.idle.shift();
    if (next) next(group);
    else this.ready.push(group);
  }
}

const recordOf = ({ id, body, group, receives, firstReceivedAt }: Message): SQSRecord => ({
  ...record(body, {
    MessageGroupId: group,
    ApproximateReceiveCount: String(receives),
    ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
  }),
  messageId: id,
  receiptHandle: id,
});
