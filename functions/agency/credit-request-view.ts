import type * as z from 'zod';
import type { agencyRequestView } from '../../shared/http/routes/request-views.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { asOf } from '../../shared/requests/advance.ts';
import { stepsOf } from '../../shared/requests/steps.ts';
import type { CreditRequest } from '../../shared/table/items/request.ts';

/** A request as those who decide see it. */
export const viewOf = (request: CreditRequest, now: number): z.input<typeof agencyRequestView> => {
  const stands = asOf(request, instant(now));
  return {
    ...stands,
    proofCount: stands.proofs,
    steps: stepsOf(stands).map(({ name, role, status, decision }) => ({
      name,
      role,
      status,
      decidedAt: decision?.at,
      decidedBy: decision?.by,
      note: decision?.note,
    })),
  };
};
