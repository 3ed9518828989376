import type { SQSRecord } from 'aws-lambda';
import { deliverWith } from '../../functions/event-sender/deliver.ts';
import { sendEvent } from '../../functions/event-sender/send-event.ts';
import { publisherOn } from '../../functions/publisher/publisher.ts';
import type { EventType } from '../../shared/table/items/cloud-event.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { workOff } from '../../shared/queue/queue-worker.ts';
import type { Endpoint } from '../../shared/table/items/endpoint.ts';
import { putEndpoint } from '../support/endpoints.ts';
import { Bus } from './bus.ts';
import { FifoQueue } from './fifo-queue.ts';
import { Listener } from './listener.ts';
import type { Random } from './random.ts';
import { Stream } from './stream.ts';
import type { Turns } from './turns.ts';

/** The signing secret of all endpoints: other tests check who signs and who can read secrets. */
const SECRET = `whsec_${Buffer.alloc(32).toString('base64')}`;

const OF_CREDITS: EventType[] = ['credits.added', 'credits.spent', 'credits.expired', 'credits.reclaimed'];

/** A change's way to its receivers: stream, publisher, bus, event queue, sender and endpoint. */
export class EventPipeline {
  readonly stream: Stream;
  readonly bus: Bus;
  readonly listener: Listener;
  /** By agency; not every agency has one. */
  readonly endpoints = new Map<string, Endpoint>();
  private readonly queue: FifoQueue;
  private readonly ledger: Ledger;
  private readonly random: Random;
  private readonly publish;
  private readonly send;

  constructor(turns: Turns, random: Random, ledger: Ledger) {
    this.ledger = ledger;
    this.random = random;
    this.stream = new Stream(turns, random);
    this.bus = new Bus(turns, random);
    this.queue = new FifoQueue(turns, random, 'sender');
    this.listener = new Listener(turns, random);
    const queue = { sqs: this.queue.client(), url: 'https://queue.example/events.fifo' };
    // No change may be set aside here: this queue refuses it, and the change is retried for ever.
    const bus = { client: this.bus.client(), name: 'scrip' };
    this.publish = publisherOn({ ledger, bus, queue, aside: queue });
    const deliver = deliverWith({
      ...ledger,
      secretsOf: async () => [SECRET],
      networks: [],
      resolve: async () => ['93.184.216.34'],
      post: this.listener.post,
    });
    // No message of the simulation is damaged: a failed one is retried.
    const sender = sendEvent(deliver, queue, async () => false);
    this.send = async (records: readonly SQSRecord[]) => await workOff(sender, records, () => 60_000);
  }

  get isIdle(): boolean {
    return this.stream.isEmpty && this.queue.isEmpty;
  }

  /** Some agencies subscribe to credit events, some to all events, and some to none. */
  async open(agency: string): Promise<void> {
    const more = this.random.pick([undefined, undefined, {}, { types: OF_CREDITS }]);
    if (more) this.endpoints.set(agency, await putEndpoint(this.ledger, agency, more));
  }

  /** Publishes a batch of each shard and sends a few queued events. */
  async work(): Promise<void> {
    await Promise.all([
      this.stream.poll(this.publish),
      this.queue.poll(this.send),
      this.queue.poll(this.send),
    ]);
  }

  badWeather(): void {
    const { random } = this;
    this.stream.faults = { late: random.pick([0, 0.5, 0.9]), twice: random.pick([0, 0.1]) };
    this.bus.faults = { refuse: random.pick([0, 0.02, 0.1]) };
    this.queue.faults = { refuse: random.pick([0, 0.05]), twice: random.pick([0, 0.1]) };
    this.listener.faults = { fails: random.pick([0, 0.1, 0.3]), late: random.pick([0, 0.1]) };
  }

  clearWeather(): void {
    this.stream.faults = { late: 0, twice: 0 };
    this.bus.faults = { refuse: 0 };
    this.queue.faults = { refuse: 0, twice: 0 };
    this.listener.faults = { fails: 0, late: 0 };
    this.listener.isDown = false;
  }
}
