import { problem } from '../../shared/http/errors.ts';
import type { Handler, RequestOf } from '../../shared/http/route.ts';
import type { agencyCreditRequestRoutes } from '../../shared/http/routes/agency/credit-requests.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { sha256 } from '../../shared/kernel/ids.ts';
import type { Decision } from '../../shared/table/items/decision.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { whyNotDecide } from '../../shared/credit-requests/advance.ts';
import { creditRequestItem, type CreditRequest } from '../../shared/table/items/credit-request.ts';
import { creditRequestKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { viewOf } from './credit-request-view.ts';
import type { QueueDecision } from './queue-decision.ts';

type DecideCreditRequest = typeof agencyCreditRequestRoutes.decideCreditRequest;

/**
 * One read and one message: a decision that the request would not take now is refused here, and the worker holds it
 * against the request once more, since others may decide meanwhile.
 */
export const decideCreditRequest =
  ({ table, now }: Ledger, queueDecision: QueueDecision): Handler<DecideCreditRequest> =>
  async ({ caller, params: { requestId }, body }) => {
    const { agency, account, roles } = caller;
    const request = await readOne(table, creditRequestKey(agency, requestId), creditRequestItem);
    if (!request) return problem('not_found');
    const decision = decisionOf(request, { caller, body }, now());
    // By person and step: which refusals there were when it was made, its id alone would have to know.
    const known = request.decisions.find(({ by, step }) => by === decision.by && step === decision.step);
    const answer = {
      status: 202,
      body: { decisionId: (known ?? decision).id, request: viewOf(request, now()) },
    } as const;
    if (known?.approved === decision.approved) return answer;

    const why = whyNotDecide(request, decision);
    if (why) return problem(why);
    // Several people may hold tokens about one account: none of them decides for it.
    if (account === request.account) return problem('own_request');
    const role = request.steps[decision.step]?.role;
    if (role !== undefined && !roles.includes(role)) return problem('role_missing', { extensions: { role } });
    const queued = await queueDecision({ agency, account: request.account, requestId, decision });
    return queued ? answer : problem('busy');
  };

const decisionOf = (
  request: CreditRequest,
  {
    caller: { actor },
    body: { approve, step, note },
  }: Pick<RequestOf<DecideCreditRequest>, 'caller' | 'body'>,
  now: number,
): Decision => {
  const place = request.steps.findIndex(({ name }) => name === step);
  // After a refusal everybody is asked anew about the last step, which is the only one that can be refused.
  const anew = request.refusal && place === request.steps.length - 1 ? [request.refusal.decision] : [];
  return {
    // The same whatever is decided: a person's first word on a step is the one that counts.
    id: `dec_${sha256(JSON.stringify([request.agency, request.id, place, actor, ...anew])).slice(0, 32)}`,
    step: place,
    by: actor,
    at: instant(now),
    approved: approve,
    ...(note !== undefined && { note }),
  };
};
