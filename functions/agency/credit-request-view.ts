import type * as z from 'zod';
import type { agencyCreditRequestView } from '../../shared/http/routes/credit-request-views.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { asOf } from '../../shared/credit-requests/advance.ts';
import { stepsOf } from '../../shared/credit-requests/steps.ts';
import type { CreditRequest } from '../../shared/table/items/credit-request.ts';

/** A request as those who decide see it. */
export const viewOf = (request: CreditRequest, now: number): z.input<typeof agencyCreditRequestView> => {
  const current = asOf(request, instant(now));
  return {
    ...current,
    proofCount: current.proofs,
    steps: stepsOf(current).map(({ name, role, status, decision }) => ({
      name,
      role,
      status,
      decidedAt: decision?.at,
      decidedBy: decision?.by,
      note: decision?.note,
    })),
  };
};
