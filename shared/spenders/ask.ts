import type { Instant } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { MAX_OPEN_APPROVALS, type Approval, type Wish } from '../table/items/approval.ts';
import type { Guarded } from '../table/guarded.ts';
import type { Spender } from '../table/items/spender.ts';
import { approvalWrite, askedFor, statusOf, type Asking } from './approval.ts';
import { spenderWrite } from './spender.ts';

export type ApprovalRefusal =
  /** The owner has not decided yet. */
  | { code: 'approval_pending'; approval: string; endsAt: Instant }
  | { code: 'approval_declined'; approval: string }
  /** The spender has as many open approvals as it may. */
  | { code: 'approval_limit' };

/**
 * Why an approval admits no spend; undefined where it does, or where the budget decides as if nobody had been asked.
 * @param isApproved whether the owner approves it now
 */
export const whyNotAdmitted = (
  approval: Approval | undefined,
  at: Instant,
  isApproved: boolean,
): ApprovalRefusal | undefined => {
  if (!approval && isApproved) throw new TypeError('nothing was asked for that could be approved');
  if (!approval) return undefined;
  const { id, endsAt } = approval;
  const status = statusOf(approval, at);
  if (status === 'open') return isApproved ? undefined : { code: 'approval_pending', approval: id, endsAt };
  return isApproved || status === 'declined' ? { code: 'approval_declined', approval: id } : undefined;
};

/** Asks the owner. The spender names what it asked for, so that its limit of open approvals is exact. */
export const ask = (
  spender: Spender,
  wish: Wish,
  asking: Asking,
): Result<{ approval: Approval; spender: Spender }, ApprovalRefusal> => {
  const open = (spender.asked ?? []).filter(({ endsAt }) => endsAt > asking.at);
  if (open.length >= MAX_OPEN_APPROVALS) return err({ code: 'approval_limit' });
  const approval = askedFor(spender, wish, asking);
  const { id, endsAt } = approval;
  return ok({ approval, spender: { ...spender, asked: [...open, { id, endsAt }] } });
};

/** The writes of a decision on an approval. The spender no longer waits for it, and what was wished is not kept. */
export const decisionWrites = (
  spender: Spender | undefined,
  { wish: _, ...approval }: Approval,
  decided: NonNullable<Approval['decided']>,
): Guarded[] => [
  approvalWrite({ ...approval, decided }),
  ...(spender
    ? [spenderWrite({ ...spender, asked: (spender.asked ?? []).filter(({ id }) => id !== approval.id) })]
    : []),
];
