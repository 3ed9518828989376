import type * as z from 'zod';
import type {
  creditRequestDetail,
  creditRequestView,
} from '../../shared/http/routes/credit-request-views.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { asOf } from '../../shared/credit-requests/advance.ts';
import { stepsOf } from '../../shared/credit-requests/steps.ts';
import type { CreditRequestDetail } from '../../shared/credit-requests/read.ts';
import type { CreditRequest } from '../../shared/table/items/credit-request.ts';

/** A credit request as its customer sees it: the status of each step, but not who decided it. */
export const viewOf = (request: CreditRequest, now: number): z.input<typeof creditRequestView> => {
  const current = asOf(request, instant(now));
  return {
    ...current,
    steps: stepsOf(current).map(({ name, status, decision }) => ({ name, status, decidedAt: decision?.at })),
  };
};

/** The same with the payment instructions and the proofs. */
export const detailOf = (
  { request, instructions, proofs }: CreditRequestDetail,
  now: number,
): z.input<typeof creditRequestDetail> => {
  const view = viewOf(request, now);
  const pay = view.status === 'pending' ? instructions : undefined;
  return { ...view, instructions: pay?.instructions, paymentDetails: pay?.details, proofs };
};
