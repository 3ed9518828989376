import * as z from 'zod';
import { accountId, recordId } from '../../kernel/ids.ts';

/** What an account's entries came to so far, and where their next page begins. */
export const auditProgress = z.object({
  account: accountId,
  page: z.string(),
  state: z.object({
    entries: z.int(),
    balance: z.int(),
    at: z.string(),
    hash: z.string().exactOptional(),
    erased: z.int().exactOptional(),
  }),
});

export type AuditProgress = z.infer<typeof auditProgress>;

/** How far the audit of an agency's ledgers has come. */
export const auditCursor = z.object({
  version: z.int().min(0),
  round: z
    .object({
      /** The report that the round is written into. */
      report: recordId,
      /** The last account that is done, and the one that is not yet. */
      after: accountId.exactOptional(),
      under: auditProgress.exactOptional(),
    })
    .exactOptional(),
});

export type AuditCursor = z.infer<typeof auditCursor>;
