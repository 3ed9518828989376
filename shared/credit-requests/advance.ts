import type { AccountId } from '../kernel/ids.ts';
import { instant, type Instant } from '../kernel/clock.ts';
import type { Decision } from '../table/items/decision.ts';
import type { CreditRequest } from '../table/items/credit-request.ts';

/** Why a decision changes nothing, by the codes that the API answers with. */
export type DecisionRefusal = 'request_not_pending' | 'own_request' | 'already_decided' | 'step_not_current';

/** The step takes a role that the decider does not have. */
export type MissingRole = { role: string };

export type Advance =
  | { outcome: 'accepted' | 'advanced' | 'rejected'; request: CreditRequest }
  | { outcome: 'ignored'; why: DecisionRefusal };

/**
 * A request at a time: past its date it counts as rejected, even before the sweeper has rejected it.
 * @returns the request itself where it has not expired
 */
export const asOf = (request: CreditRequest, at: Instant): CreditRequest =>
  request.status === 'pending' && request.expiresAt <= at
    ? { ...request, status: 'rejected', reason: 'expired', decidedAt: request.expiresAt }
    : request;

/** What the token of somebody who decides says beside their name: an account of their own, and their roles. */
export type Decider = { account: AccountId | undefined; roles: readonly string[] };

/**
 * The one judgement of who may decide what.
 * @param decider undefined once the decision is queued: account and role were judged before
 * @returns why this person may not decide this step of the request, or undefined where they may
 */
export const whyNotDecide = (
  request: CreditRequest,
  { step, by, at }: Pick<Decision, 'step' | 'by' | 'at'>,
  decider?: Decider,
): DecisionRefusal | MissingRole | undefined => {
  if (asOf(request, at).status !== 'pending') return 'request_not_pending';
  if (by === request.account || by === request.requestedBy) return 'own_request';
  if (request.decisions.some((decision) => decision.by === by)) return 'already_decided';
  if (step !== request.decisions.length) return 'step_not_current';
  // Several people may hold tokens about one account: none of them decides for it.
  if (decider?.account === request.account) return 'own_request';
  const role = request.steps[step]?.role;
  return decider && role !== undefined && !decider.roles.includes(role) ? { role } : undefined;
};

/**
 * One decision's effect on a request, which is one step, or nothing. Pure: whatever is repeated, late or in conflict
 * with another is ignored, so that decisions may come in any order and as often as they like. Who was allowed to send
 * it by role was settled before it was queued.
 * @param now milliseconds since the epoch
 */
export const advance = (request: CreditRequest, decision: Decision, now: number): Advance => {
  const why = whyNotDecide(request, decision);
  if (typeof why === 'string') return { outcome: 'ignored', why };
  // What was refused is answered: it does not come true by coming again.
  if (request.refusal?.decision === decision.id) return { outcome: 'ignored', why: 'already_decided' };
  const decided = { ...request, decisions: [...request.decisions, decision] };
  if (decision.approved && decided.decisions.length < request.steps.length)
    return { outcome: 'advanced', request: decided };
  const ended = { ...decided, decidedAt: instant(now) };
  return decision.approved
    ? { outcome: 'accepted', request: { ...ended, status: 'accepted' } }
    : {
        outcome: 'rejected',
        request: {
          ...ended,
          status: 'rejected',
          ...(decision.note !== undefined && { reason: decision.note }),
        },
      };
};
