import { deliverWith } from '../../functions/event-sender/deliver.ts';
import { sendEvent } from '../../functions/event-sender/send-event.ts';
import { queueEventIn } from '../../functions/publisher/queue-event.ts';
import type { EventQueue } from '../../shared/events/event-queue.ts';
import { newSecret } from '../../shared/events/signing-secrets.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { randomId, sha256 } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { workOff } from '../../shared/queue/queue-worker.ts';
import { cloudEvent } from '../../shared/table/items/cloud-event.ts';
import type { Endpoint } from '../../shared/table/items/endpoint.ts';
import { putEndpoint, someEvent } from './endpoints.ts';
import { VirtualQueue } from './virtual-queue.ts';
import { inVirtualTime, type VirtualTime } from './virtual-time.ts';
import { SECOND_MS } from '../../shared/kernel/durations.ts';

/** Response time of an endpoint that does not hang. */
const ANSWER_MS = 50;

export type Crowd = {
  senders: number;
  /** Events for the endpoint that hangs, each of an account of its own. */
  events: number;
  /** Seconds in which they come in; 0: at one moment. */
  within: number;
};

type Arrival = { account: string; number: number; at: number };

/** The event sender's code on the real table, with a queue, endpoints and a clock of its own. */
export class Senders {
  isHanging = true;
  /** Attempts to reach the endpoint that hangs. */
  dialled = 0;
  readonly arrivals: Arrival[] = [];
  readonly queue: VirtualQueue;
  private readonly events: EventQueue;
  private readonly time: VirtualTime;
  private readonly hanging: Endpoint;
  private readonly witness: Endpoint;
  private witnesses = 0;

  constructor(
    time: VirtualTime,
    ledger: Ledger,
    { senders }: Crowd,
    [hanging, witness]: [Endpoint, Endpoint],
  ) {
    this.time = time;
    this.hanging = hanging;
    this.witness = witness;
    this.queue = new VirtualQueue(time);
    this.events = { sqs: this.queue.client, url: 'https://sqs.example/events.fifo' };
    const { secret } = newSecret(instant(0));
    const deliver = deliverWith({
      ...ledger,
      now: time.now,
      secretsOf: async () => [secret],
      networks: [],
      resolve: async () => ['93.184.215.14'],
      post: async ({ url }, _headers, body, signal) => {
        if (url.pathname === '/hang') {
          this.dialled += 1;
          if (this.isHanging) return await aborted(signal);
        }
        await time.sleep(ANSWER_MS);
        const { subject: account = '', data } = cloudEvent.parse(JSON.parse(body));
        this.arrivals.push({ account, number: Number(data['number']), at: time.now() });
        return { statusCode: 204 };
      },
    });
    const worker = sendEvent(deliver, this.events, async () => false);
    for (let sender = 0; sender < senders; sender += 1)
      void this.queue.serve(async (records) => await workOff(worker, records, () => 30_000));
  }

  /** Events that come in for the endpoint that hangs, one for each of so many accounts. @param number of the entry */
  async comeIn({ events, within }: Crowd, number = 1): Promise<void> {
    const begun = this.time.now();
    for (let sent = 0; sent < events; sent += 1) {
      const early = begun + (within * SECOND_MS * sent) / events - this.time.now();
      if (early > 0) await this.time.sleep(early);
      await this.send(this.hanging, `account-${sent}`, number);
    }
  }

  /** The same, and meanwhile another agency's events. */
  async latenciesWhile(crowd: Crowd): Promise<number[]> {
    const [found] = await Promise.all([this.latencies(crowd.within + 1), this.comeIn(crowd)]);
    return found;
  }

  /** Another agency's events, one a second. @returns milliseconds until each arrived */
  async latencies(seconds: number): Promise<number[]> {
    const sentAt = new Map<string, number>();
    for (let second = 0; second < seconds; second += 1) {
      this.witnesses += 1;
      const account = `witness-${this.witnesses}`;
      sentAt.set(account, this.time.now());
      await this.send(this.witness, account, 1);
      await this.time.pass(SECOND_MS);
    }
    while (this.arrivals.filter(({ account }) => sentAt.has(account)).length < seconds)
      await this.time.pass(SECOND_MS);
    return this.arrivals.flatMap(({ account, at }) => {
      const begun = sentAt.get(account);
      return begun === undefined ? [] : [at - begun];
    });
  }

  private async send({ agency, id: endpoint }: Endpoint, account: string, number: number): Promise<void> {
    const some = someEvent(agency);
    const event = {
      ...some,
      id: `evt_0mm6ga000${sha256(`${account} ${number}`).slice(0, 20)}`,
      subject: account,
      data: { ...some.data, number },
    };
    await queueEventIn(this.events)({ agency, endpoint, event });
  }
}

const aborted = async (signal: AbortSignal): Promise<{ problem: string }> =>
  await new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ problem: 'timeout' }), { once: true });
  });

/** @param work what happens, from the moment when the senders are there and the queue is empty */
export const withSenders = async <Result>(
  ledger: Ledger,
  crowd: Crowd,
  work: (senders: Senders, time: VirtualTime) => Promise<Result>,
): Promise<Result> => {
  const hanging = await putEndpoint(ledger, randomId('hanging'), { url: 'https://hang.example/hang' });
  const witness = await putEndpoint(ledger, randomId('witness'), { url: 'https://well.example/' });
  return await inVirtualTime(
    ledger.table,
    async (time) => await work(new Senders(time, ledger, crowd, [hanging, witness]), time),
  );
};
