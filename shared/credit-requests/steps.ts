import type { Decision } from '../table/items/decision.ts';
import type { CreditRequest } from '../table/items/credit-request.ts';

export type StepStanding = {
  name: string;
  role?: string;
  /** `current` is the one to be decided now; `open` is not decided, now or ever. */
  status: 'approved' | 'rejected' | 'current' | 'open';
  decision?: Decision;
};

/** The state of each step of a request. */
export const stepsOf = ({ steps, decisions, status }: CreditRequest): StepStanding[] =>
  steps.map((step, place) => {
    const decision = decisions[place];
    if (decision) return { ...step, status: decision.approved ? 'approved' : 'rejected', decision };
    return { ...step, status: status === 'pending' && place === decisions.length ? 'current' : 'open' };
  });
