import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/kernel/durations.ts';
import type { Bucket } from '../../../../shared/files/bucket.ts';
import type { Ledger } from '../../../../shared/ledger/ledger.ts';
import type { Table } from '../../../../shared/table/table.ts';
import type { SandboxKeys } from '../local-secrets.ts';

/** What the story needs of the world. */
export type Scene = {
  table: Table;
  bucket: Bucket;
  /** Where the payment sandbox is, and the keys of its accounts. */
  sandboxUrl: string;
  keys: readonly SandboxKeys[];
  /** When the story is told (milliseconds since the epoch): all its times lie before. */
  now: number;
};

/** A time so many days before the story is told, at `HH:MM` UTC. */
export const dayBefore = ({ now }: Scene, days: number, time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return Math.floor(now / DAY_MS) * DAY_MS - days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS;
};

/** Milliseconds that an operation goes on trying: nobody else writes to these accounts. */
const DEADLINE_MS = 10_000;

/** The ledger as it would have run at that time (milliseconds since the epoch). */
export const ledgerAt = ({ table }: Scene, at: number): Ledger => ({
  table,
  now: () => at,
  deadline: DEADLINE_MS,
});
