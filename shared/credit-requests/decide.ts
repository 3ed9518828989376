import { instant } from '../kernel/clock.ts';
import { sha256, type AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Busy, Preview } from '../ledger/run.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { creditRequestItem, type CreditRequest } from '../table/items/credit-request.ts';
import type { Decision } from '../table/items/decision.ts';
import { creditRequestKey } from '../table/keys.ts';
import { readOne } from '../table/read.ts';
import { whyNotDecide, type Decider, type DecisionRefusal } from './advance.ts';
import { previewDecision } from './take-decision.ts';
import type { QueueDecision } from './queue-decision.ts';

/** Who decides, and what: the step by its name. */
export type DecisionMade = Decider & {
  agency: AgencyId;
  actor: string;
  requestId: string;
  approve: boolean;
  step: string;
  note?: string | undefined;
};

type Refused =
  | { code: 'not_found' | 'balance_limit' | DecisionRefusal }
  | { code: 'role_missing'; role: string }
  | Busy;

/** A decision on its way, or, of a dry run, what would come of it. */
type Decided = { decisionId: string; request: CreditRequest; preview?: Preview };

/**
 * Queues a decision: one read and one message. What the request would not take now is refused here, and the worker
 * holds it against the request once more, since others may decide meanwhile. A dry run takes it as the worker would, and
 * writes nothing.
 */
export const decide = async (
  ledger: Ledger,
  queueDecision: QueueDecision,
  made: DecisionMade,
): Promise<Result<Decided, Refused>> => {
  const { table, now } = ledger;
  const { agency, requestId } = made;
  const request = await readOne(table, creditRequestKey(agency, requestId), creditRequestItem);
  if (!request) return err({ code: 'not_found' });
  const decision = decisionOn(request, made, now());
  // By person and step: which refusals there were when it was made, its id alone would have to know.
  const known = request.decisions.find(({ by, step }) => by === decision.by && step === decision.step);
  const answer = ok({ decisionId: (known ?? decision).id, request });
  if (known?.approved === decision.approved) return answer;

  const why = whyNotDecide(request, decision, made);
  if (typeof why === 'string') return err({ code: why });
  if (why) return err({ code: 'role_missing', role: why.role });
  const message = { agency, account: request.account, requestId, decision };
  if (ledger.dryRun) {
    const preview = await previewDecision(ledger, message);
    return preview.ok ? ok({ ...answer.value, preview: preview.value }) : preview;
  }
  const queued = await queueDecision(message);
  return queued ? answer : err({ code: 'busy' });
};

const decisionOn = (
  request: CreditRequest,
  { actor, approve, step, note }: DecisionMade,
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
