import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId } from '../../kernel/ids.ts';

/** What an account must be rid of before it is erased. */
export const openMatter = z
  .enum([
    'credits',
    'debt',
    'checkouts',
    'credit_requests',
    'disputes',
    'refunds',
    'orders',
    'invoices',
    'holds',
    'gifts',
  ])
  .meta({ id: 'OpenMatter' });

export type OpenMatter = z.infer<typeof openMatter>;

/** Where an account's personal data is, in the order in which it is erased. */
export const erasureStep = z
  .enum([
    'sessions',
    'allowances',
    'profile',
    'entries',
    'transfers',
    'checkouts',
    'orders',
    'holds',
    'approvals',
    'spenders',
    'refused_usage',
    'invoices',
    'credit_requests',
    'audit_log',
    'deliveries',
  ])
  .meta({ id: 'ErasureStep' });

export type ErasureStep = z.infer<typeof erasureStep>;

/** That an account's personal data is erased, or how far that has come. It says nothing of what was erased. */
export const erasureItem = z.object({
  agency: agencyId,
  account: accountId,
  version: z.int().min(0),
  requestedAt: instantSchema,
  requestedBy: accountId,
  /** How long the agency wanted data kept then: days since the last entry. */
  retentionDays: z.int().min(0),
  /** How many entries there were then. Later ones stay as they are. */
  entries: z.int().min(0),
  /** What is erased next, and where in it. Without this, everything is erased. */
  next: z.object({ step: erasureStep, cursor: z.string().exactOptional() }).exactOptional(),
  completedAt: instantSchema.exactOptional(),
});

export type Erasure = z.infer<typeof erasureItem>;
