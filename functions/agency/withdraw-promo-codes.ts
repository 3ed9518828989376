import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { promoCodeRoutes } from '../../shared/http/routes/agency/promo-codes.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { change } from './change.ts';
import { viewOf } from './promo-codes-view.ts';
import { promoCodesOf } from './subjects.ts';

export const withdrawPromoCodes =
  (ledger: Ledger): Handler<typeof promoCodeRoutes.withdrawPromoCodes> =>
  async ({ caller, params: { batchId } }) => {
    const withdrawn = await change(ledger, caller, promoCodesOf(caller.agency, batchId), (batch) => {
      if (!batch) return err({ code: 'not_found' as const });
      return ok(batch.status === 'withdrawn' ? batch : { ...batch, status: 'withdrawn' as const });
    });
    if (!withdrawn.ok) return problem(withdrawn.error.code);
    const { after } = withdrawn.value;
    return after ? { status: 200, body: viewOf(after) } : problem('not_found');
  };
