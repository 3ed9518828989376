import { auditLogEntry, type Actor, type AuditedChange } from '../agency/audit-log.ts';
import type { AccountId, AccountRef } from '../kernel/ids.ts';
import type { Guarded } from '../table/guarded.ts';
import type { Payer } from '../spenders/spender.ts';
import type { OwnerRequired } from '../spenders/spender-caller.ts';
import type { Hold, HoldMaker } from '../table/items/hold.ts';

/** Whose credits are held, for whom, and what that means. */
export type HoldCaller<Refused> = Pick<Payer, 'spender' | 'approved'> & {
  ref: AccountRef;
  side: Exclude<HoldMaker, 'order'>;
  /** Who holds for the agency. */
  by?: string;
  /** Why this caller may not capture or release a hold; undefined where they may. */
  whyNot: (hold: Hold) => Refused | undefined;
  /** What the audit log keeps of a change. @param now milliseconds since the epoch */
  audited: (change: AuditedChange, now: number) => readonly Guarded[];
};

/**
 * A customer, who leaves the agency's holds alone; a spender leaves those of others alone, too. What an
 * order holds goes with the order.
 */
export const customerOf = ({
  agency,
  account,
  spender,
  approved,
}: Payer): HoldCaller<{ code: 'hold_of_agency' | 'hold_of_order' } | OwnerRequired> => ({
  ref: { agency, account },
  side: 'customer',
  spender,
  approved,
  whyNot: (hold) => {
    if (hold.madeBy !== 'customer') return { code: `hold_of_${hold.madeBy}` };
    return spender === undefined || hold.spender === spender ? undefined : { code: 'owner_required' };
  },
  audited: () => [],
});

/** Staff of an agency, whose changes are in its audit log. Without a spender, under no budget. */
export const staffOf = (
  who: Actor,
  account: AccountId,
  { spender, approved }: Pick<Payer, 'spender' | 'approved'> = { spender: undefined },
): HoldCaller<{ code: 'hold_of_order' }> => ({
  ref: { agency: who.agency, account },
  side: 'agency',
  by: who.actor,
  spender,
  approved,
  whyNot: ({ madeBy }) => (madeBy === 'order' ? { code: 'hold_of_order' } : undefined),
  audited: (change, now) => [auditLogEntry(who, change, now)],
});
