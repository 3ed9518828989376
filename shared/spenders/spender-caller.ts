import { auditLogEntry, type Actor, type AuditedChange } from '../agency/audit-log.ts';
import type { AccountId, AccountRef } from '../kernel/ids.ts';
import type { Payer } from './spender.ts';
import type { Guarded } from '../table/guarded.ts';

/** Who sets an account's budgets. */
export type SpenderCaller<Refused> = {
  ref: AccountRef;
  side: 'customer' | 'agency';
  /** Why this caller may set none; undefined where they may. */
  refusal: Refused | undefined;
  /** What the audit log keeps of a change. @param now milliseconds since the epoch */
  audited: (change: AuditedChange, now: number) => readonly Guarded[];
};

/** A customer: the owner of the account, unless the session is for a spender. A spender sets no budget, not even its own. */
export const holderOf = ({ agency, account, spender }: Payer): SpenderCaller<OwnerRequired> => ({
  ref: { agency, account },
  side: 'customer',
  refusal: spender === undefined ? undefined : { code: 'owner_required' },
  audited: () => [],
});

/** Staff of an agency, whose changes are in its audit log. */
export const agencyOf = (who: Actor, account: AccountId): SpenderCaller<never> => ({
  ref: { agency: who.agency, account },
  side: 'agency',
  refusal: undefined,
  audited: (change, now) => [auditLogEntry(who, change, now)],
});

export type OwnerRequired = { code: 'owner_required' };
