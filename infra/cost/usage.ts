import * as z from 'zod';
import type { Usage } from './month.ts';

const count = z.coerce.number().min(0).max(1e12);

/** What a person asks for, with what is assumed where they say nothing. */
const schema = z.strictObject({
  agencies: count.default(1),
  spends: count.default(0),
  payments: count.default(0),
  accounts: count.optional(),
  reads: count.optional(),
  endpoints: count.default(1),
  visits: count.default(0),
  gigabytes: count.optional(),
  poolUsers: count.default(0),
  mails: count.default(0),
  machineClients: count.default(0),
  machineTokens: count.default(0),
  alarms: z.enum(['few', 'all']).default('few'),
  probe: z.enum(['off', 'on']).default('off'),
  encryption: z.enum(['aws', 'customer']).default('aws'),
});

/** Movements in a gigabyte of the table (docs/cost.md, "At rest"), and months that it keeps them by then. */
const MOVEMENTS_PER_GIGABYTE = 500_000;
const MONTHS_KEPT = 12;

/** Movements of an account in a month, where nobody says how many accounts there are. */
const MOVEMENTS_PER_ACCOUNT = 10;

/** The names of all that can be said. */
export const USAGE_NAMES = Object.keys(schema.shape);

/** @throws ZodError on what is no count, and on names that there are not */
export const usageOf = (given: Record<string, unknown>): Usage => {
  const usage = schema.parse(given);
  const movements = usage.spends + usage.payments;
  return {
    ...usage,
    accounts: usage.accounts ?? Math.max(usage.agencies, movements / MOVEMENTS_PER_ACCOUNT),
    // Each movement is looked at twice.
    reads: usage.reads ?? 2 * movements,
    gigabytes: usage.gigabytes ?? (movements * MONTHS_KEPT) / MOVEMENTS_PER_GIGABYTE,
  };
};
