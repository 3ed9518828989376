import type { AccountId } from '../kernel/ids.ts';
import * as z from 'zod';
import { auditProgress } from '../table/items/audit-cursor.ts';

/** Where an audit stopped, and whether the books agreed up to there. */
const auditPlace = auditProgress.omit({ isPart: true, differs: true }).extend({ agrees: z.boolean() });

export type AuditPlace = z.infer<typeof auditPlace>;

const parsed = z
  .base64url()
  .transform((text) => Buffer.from(text, 'base64url').toString())
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('not a place');
      return z.NEVER;
    }
  })
  .pipe(auditPlace);

/** An audit is the caller's own from answer to answer: the place is all that there is of it in between. */
export const cursorOf = (place: AuditPlace): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** @returns undefined for what can be no place in this account's history */
export const placeFrom = (cursor: string, account: AccountId): AuditPlace | undefined => {
  const { data } = parsed.safeParse(cursor);
  return data?.account === account ? data : undefined;
};
