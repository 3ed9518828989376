import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, recordId } from '../../kernel/ids.ts';

/** What an account's entries came to, up to one of them: enough to audit the next one. */
export const auditState = z.object({
  /** The number of the last entry, 0 before the first. */
  entries: z.int(),
  balance: z.int(),
  at: z.string(),
  hash: z.string().exactOptional(),
  /** Entries whose texts were erased. Their amounts are checked like all others. */
  erased: z.int().exactOptional(),
});

export type AuditState = z.infer<typeof auditState>;

/** What an account's entries came to so far, and where their next page begins. */
export const auditProgress = z.object({
  account: accountId,
  page: z.string(),
  state: auditState,
  /** This audit began where an earlier one had ended, so it judges only the entries after that. */
  isPart: z.literal(true).exactOptional(),
  /** The last entry that was old enough to be judged, where later ones were not. */
  verified: auditState.exactOptional(),
  /** Something was found before this page. */
  differs: z.literal(true).exactOptional(),
});

export type AuditProgress = z.infer<typeof auditProgress>;

/** How far an account's history was verified: the next night's audit goes on from there. */
export const verifiedItem = z.object({
  account: accountId,
  version: z.int().min(0),
  /** Absent after an audit that found something: the next one reads everything. */
  state: auditState.exactOptional(),
});

export type Verified = z.infer<typeof verifiedItem>;

/** How far the audit of an agency's ledgers has come. */
export const auditCursor = z.object({
  version: z.int().min(0),
  /** When the last whole round began. */
  wholeAt: instantSchema.exactOptional(),
  round: z
    .object({
      /** The report that the round is written into. */
      report: recordId,
      /** It reads everything, whatever was verified before. */
      isWhole: z.literal(true).exactOptional(),
      /** It has seen accounts that differ, or of which the agency's books lack entries. */
      isPartly: z.literal(true).exactOptional(),
      /** The last account that is done, and the one that is not yet. */
      after: accountId.exactOptional(),
      under: auditProgress.exactOptional(),
    })
    .exactOptional(),
});

export type AuditCursor = z.infer<typeof auditCursor>;
