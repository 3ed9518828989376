import { beginBatch, finishBatch } from '../../shared/store/promo-batch.ts';
import { csvLine } from '../../shared/http/csv.ts';
import { notBegun, problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { promoCodeRoutes } from '../../shared/http/routes/agency/promo-codes.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

/** The batch comes first, as unfinished, then the codes: whatever is cut off on the way leaves no code to redeem. */
export const createPromoCodes =
  (ledger: Ledger): Handler<typeof promoCodeRoutes.createPromoCodes> =>
  async ({ caller, body, idempotencyKey }) => {
    const { agency } = caller;
    const { usesPerCode, creditsExpire, from, to, eligibility, ...rest } = body;
    const terms = {
      ...rest,
      ...(usesPerCode !== null && { usesPerCode }),
      ...(creditsExpire && { creditsExpire }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(eligibility && { eligibility }),
    };
    const begun = await beginBatch(ledger, { agency, idempotencyKey, terms });
    if (!begun.ok) return begun.error.code === 'not_found' ? notBegun : problem(begun.error.code);
    const codes = await finishBatch(ledger, caller, begun.value);
    if (!codes) return problem('codes_already_shown');
    const { id, name, credits } = begun.value;
    return {
      status: 201,
      body: [['code', 'name', 'credits'], ...codes.map((code) => [code, name, credits])]
        .map(csvLine)
        .join(''),
      headers: {
        'content-disposition': `attachment; filename="promo-codes-${id}.csv"`,
        location: `/v1/agency/promo-codes/${id}`,
      },
    };
  };
