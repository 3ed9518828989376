import type { SQSRecord } from 'aws-lambda';
import { usageHandlers } from '../../functions/agency/usage.ts';
import { chargeIn } from '../../functions/usage-worker/charge.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { usageRoutes } from '../../shared/http/routes/agency/usage.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { foldOff } from '../../shared/queue/fold-off.ts';
import type { KeepBatch } from '../../shared/usage/batch.ts';
import { queueUsageIn } from '../../shared/usage/queue-usage.ts';
import { memoryOfBatches, meterOf, putMeter } from '../support/usage.ts';
import { NO_BUCKET } from './bucket.ts';
import { FifoQueue } from './fifo-queue.ts';
import type { Random } from './random.ts';
import type { Turns } from './turns.ts';

/** What every agency sells by use: of both settings, at prices that leave fractions. */
export const METERS = {
  calls: { creditsPer: 3, per: 7, entries: 'each' },
  bytes: { creditsPer: 5, per: 16, entries: 'batch' },
} as const;

/** The way of usage: from an agency's reports through the queue to the worker that charges it, and the bucket of batches. */
export class Metering {
  /** The agency Lambda, as far as it takes reports. */
  readonly handler;
  /** What is kept of entries of several events, by its id. */
  readonly batches;
  /** Reads one of them, as the audit does. */
  readonly readBatch;
  private lost = 0;
  private readonly queue: FifoQueue;
  private readonly random: Random;
  private readonly ledger: Ledger;
  private readonly charge;

  constructor(turns: Turns, random: Random, ledger: Ledger) {
    this.random = random;
    this.ledger = ledger;
    this.queue = new FifoQueue(turns, random, 'usage-worker');
    const { reportUsage: report } = usageRoutes;
    const queueUsage = queueUsageIn(this.queue.client(), 'https://queue.example/usage.fifo');
    const { reportUsage } = usageHandlers({ ledger, bucket: NO_BUCKET, queueUsage });
    this.handler = apiHandler({ report }, { report: reportUsage });
    const { batches, keepBatch, readBatch } = memoryOfBatches();
    this.batches = batches;
    this.readBatch = readBatch;
    const keepOrFail: KeepBatch = async (ref, batch) =>
      await turns.take(async () => {
        if (random.chance(this.lost)) throw new Error('the bucket refuses');
        await keepBatch(ref, batch);
        if (random.chance(this.lost)) throw new Error('the answer is lost');
      }, `${batch.content.meter} ${batch.content.events.length}`);
    const worker = chargeIn({ ledger, keepBatch: keepOrFail });
    this.charge = async (records: readonly SQSRecord[]) => await foldOff(worker, records, () => HOUR_MS);
  }

  get isIdle(): boolean {
    return this.queue.isEmpty;
  }

  async open(agency: string): Promise<void> {
    for (const [id, terms] of Object.entries(METERS))
      await putMeter(this.ledger, meterOf(agency, { id, name: id, ...terms }));
  }

  async work(): Promise<void> {
    await this.queue.poll(this.charge);
  }

  badWeather(): void {
    const { random } = this;
    this.queue.faults = { refuse: random.pick([0, 0.1, 0.3]), twice: random.pick([0, 0.1]) };
    this.lost = random.pick([0, 0.1]);
  }

  clearWeather(): void {
    this.queue.faults = { refuse: 0, twice: 0 };
    this.lost = 0;
  }
}
