import * as z from 'zod';
import type { Clock } from '../kernel/clock.ts';
import { readEnv } from '../kernel/env.ts';
import { openTable, type Table } from '../table/table.ts';

/** What the ledger needs of the world. */
export type Ledger = {
  table: Table;
  now: Clock;
  /** For how long (milliseconds) a commit goes on trying before it says `busy`. */
  deadline: number;
  /** Operations are decided and planned as ever, and nothing is written. */
  dryRun?: true;
};

/** The ledger for a request that may ask for a dry run. */
export const ledgerFor = ({ dryRun: _, ...ledger }: Ledger, { dryRun }: { dryRun: boolean }): Ledger =>
  dryRun ? { ...ledger, dryRun } : ledger;

const variables = z.object({
  TABLE_NAME: z.string().min(1),
  COMMIT_DEADLINE_MS: z.coerce.number().pipe(z.int().min(100)).default(5000),
});

/** The ledger that the Lambda's environment names. */
export const openLedger = (): Ledger => {
  const { TABLE_NAME, COMMIT_DEADLINE_MS } = readEnv(variables);
  return { table: openTable(TABLE_NAME), now: Date.now, deadline: COMMIT_DEADLINE_MS };
};
