import { auditLogEntry, type Actor, type AuditedChange } from '../agency/audit-log.ts';
import type { AccountId, AccountRef } from '../kernel/ids.ts';
import type { Guarded } from '../table/guarded.ts';
import type { Hold, HoldMaker } from '../table/items/hold.ts';

/** Whose credits are held, for whom, and what that means. */
export type HoldCaller<Refused> = {
  ref: AccountRef;
  side: HoldMaker;
  /** Why this caller may not capture or release a hold; undefined where they may. */
  whyNot: (hold: Hold) => Refused | undefined;
  /** What the audit log keeps of a change. @param now milliseconds since the epoch */
  audited: (change: AuditedChange, now: number) => readonly Guarded[];
};

/** A customer, who leaves the agency's holds alone. */
export const customerOf = ({ agency, account }: AccountRef): HoldCaller<{ code: 'hold_of_agency' }> => ({
  ref: { agency, account },
  side: 'customer',
  whyNot: ({ madeBy }) => (madeBy === 'customer' ? undefined : { code: 'hold_of_agency' }),
  audited: () => [],
});

/** Staff of an agency, whose changes are in its audit log. */
export const staffOf = (who: Actor, account: AccountId): HoldCaller<never> => ({
  ref: { agency: who.agency, account },
  side: 'agency',
  whyNot: () => undefined,
  audited: (change, now) => [auditLogEntry(who, change, now)],
});
