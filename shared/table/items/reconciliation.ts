import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { agencyId, recordId } from '../../kernel/ids.ts';
import { provider } from './payment-status.ts';
import { receiptFlag } from './receipt.ts';

/** The recent pass follows what happens; the nightly one goes over 30 days again, from the other side as well. */
export const pass = z.enum(['recent', 'nightly']);

export type Pass = z.infer<typeof pass>;

/** What a reconciliation found not to fit. Each is flagged once, by the first that finds it. */
export const mismatch = z.object({
  code: z.enum([...receiptFlag.options, 'payment_missing', 'ledger_differs']),
  /** The provider's payment, or the account whose ledger differs. */
  paymentId: z.string().exactOptional(),
  account: z.string().exactOptional(),
  at: instantSchema,
});

export type Mismatch = z.infer<typeof mismatch>;

/** Why a reconciliation stopped before its end; the next one goes on from there. */
export const interruption = z.enum(['provider_unreachable', 'provider_refused', 'out_of_time', 'busy']);

/** The report of one stretch of time, held against one provider. */
export const reconciliationItem = z.object({
  agency: agencyId,
  id: recordId,
  version: z.int().min(0),
  provider: z.enum([...provider.options, 'ledger']),
  pass,
  status: z.enum(['running', 'interrupted', 'complete']),
  interruption: interruption.exactOptional(),
  /** The stretch of the provider's time that it covers. */
  from: instantSchema,
  to: instantSchema,
  startedAt: instantSchema,
  endedAt: instantSchema.exactOptional(),
  /** Facts (or, of the ledger, accounts) looked at, and credits movements that had been missing. */
  seen: z.int().min(0),
  healed: z.int().min(0),
  /** The first hundred; `mismatchCount` has them all. */
  mismatches: z.array(mismatch),
  mismatchCount: z.int().min(0),
});

export type Reconciliation = z.infer<typeof reconciliationItem>;

/** How far the reconciler has come with one agency and provider. */
export const reconcilerCursor = z.object({
  version: z.int().min(0),
  /** Everything before is done. */
  doneUntil: instantSchema,
  /** The stretch under way: its report, and where the next page begins. */
  current: z.object({ report: recordId, page: z.string().nullable() }).exactOptional(),
});

export type ReconcilerCursor = z.infer<typeof reconcilerCursor>;
