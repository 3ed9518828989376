import { meters } from '../../shared/agency/catalogue.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import type { Meter } from '../../shared/table/items/meter.ts';
import type { Batch, KeepBatch } from '../../shared/usage/batch.ts';
import type { ReadBatch } from '../../shared/table/items/usage-batch.ts';
import { chargeUsage, type Charged, type UsageParts } from '../../shared/usage/charge-usage.ts';
import type { UsageEvent } from '../../shared/table/items/usage-event.ts';

export const meterOf = (agency: string, more: Partial<Meter> = {}): Meter => ({
  agency,
  id: 'calls',
  version: 0,
  name: 'API calls',
  unit: 'call',
  entries: 'each',
  creditsPer: 3,
  per: 7,
  ...more,
});

/** Puts a meter, or replaces it where it has the version that is stored. */
export const putMeter = async ({ table }: Ledger, meter: Meter): Promise<void> => {
  const { agency, id, version } = meter;
  const write = { key: meters.key(agency, id), schema: meters.schema, item: meter, version };
  if (!(await putGuarded(table, write))) throw new Error('the meter has another version');
};

export const eventOf = (id: string, more: Partial<UsageEvent> = {}): UsageEvent => ({
  id,
  meter: 'calls',
  quantity: 1,
  time: '2026-01-31T09:30:00.000Z',
  ...more,
});

/** The batches that were to be kept, by their ids. */
export const memoryOfBatches = () => {
  const batches = new Map<string, Batch['content']>();
  const keepBatch: KeepBatch = async (_, { id, content }) => void batches.set(id, content);
  const readBatch: ReadBatch = async (_, id) => {
    const content = batches.get(id);
    return content && JSON.stringify(content);
  };
  return { batches, keepBatch, readBatch };
};

/** For meters whose events have an entry each. */
export const partsOf = (ledger: Ledger): UsageParts => ({ ledger, ...memoryOfBatches() });

export const charge = async (
  ledger: Ledger,
  ref: AccountRef,
  events: readonly UsageEvent[],
  keepBatch: KeepBatch = memoryOfBatches().keepBatch,
): Promise<Charged> => {
  const done = await chargeUsage({ ledger, keepBatch }, ref, events);
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
};
