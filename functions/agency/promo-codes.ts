import type * as z from 'zod';
import { listRecords, readRecord } from '../../shared/agency/crud.ts';
import { resourceIn } from '../../shared/agency/resource.ts';
import { answer, okBody, pageAnswer } from '../../shared/http/answer.ts';
import { csvLine } from '../../shared/http/csv.ts';
import { orNotBegun } from '../../shared/http/refused.ts';
import type { Handlers, RequestOf } from '../../shared/http/route.ts';
import type { promoCodeRoutes, promoCodesView } from '../../shared/http/routes/agency/promo-codes.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { batchRedemptions } from '../../shared/store/redeem.ts';
import { accountRedemptionPage } from '../../shared/views/redemption-view.ts';
import type { PromoBatchTerms } from '../../shared/store/begin-promo-batch.ts';
import { makePromoCodes, type MadePromoCodes } from '../../shared/store/make-promo-codes.ts';
import { promoBatches, withdrawBatch } from '../../shared/store/promo-batches.ts';
import type { PromoBatch } from '../../shared/table/items/promo-code.ts';

export const promoCodeHandlers = (ledger: Ledger): Handlers<typeof promoCodeRoutes> => ({
  createPromoCodes: async ({ caller, body, idempotencyKey }) => {
    const made = await makePromoCodes(ledger, caller, termsOf(body), idempotencyKey);
    return orNotBegun(answer(made, csvOf));
  },

  listPromoCodes: async ({ caller: { agency }, query }) =>
    pageAnswer(await listRecords(ledger.table, promoBatches, agency, query), viewOf),

  getPromoCodes: async ({ caller: { agency }, params: { batchId } }) => {
    const batch = await readRecord(ledger.table, resourceIn(promoBatches, agency, batchId));
    return answer(batch, okView);
  },

  listPromoCodeRedemptions: async ({ caller: { agency }, params: { batchId }, query }) =>
    answer(await batchRedemptions(ledger, agency, batchId, query), (page) =>
      okBody(accountRedemptionPage(page)),
    ),

  withdrawPromoCodes: async ({ caller, params: { batchId } }) =>
    answer(await withdrawBatch(ledger, caller, batchId), ({ after }) => okView(after)),
});

type Terms = RequestOf<typeof promoCodeRoutes.createPromoCodes>['body'];

const termsOf = ({
  codes = 1,
  code,
  usesPerCode = code === undefined ? 1 : null,
  creditsExpire,
  onlyFor,
  from,
  to,
  eligibility,
  ...rest
}: Terms): PromoBatchTerms => ({
  ...rest,
  codes,
  ...(code !== undefined && { code }),
  ...(usesPerCode !== null && { usesPerCode }),
  ...(creditsExpire && { creditsExpire }),
  ...(onlyFor && { onlyFor }),
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
  ...(eligibility && { eligibility }),
});

const csvOf = ({ batch: { id, name, credits }, codes }: MadePromoCodes) => ({
  status: 201 as const,
  body: [['code', 'name', 'credits'], ...codes.map((code) => [code, name, credits])].map(csvLine).join(''),
  headers: {
    'content-disposition': `attachment; filename="promo-codes-${id}.csv"`,
    location: `/v1/agency/promo-codes/${id}`,
  },
});

/** Leaves our own bookkeeping to the response's schema. */
const viewOf = (batch: PromoBatch): z.input<typeof promoCodesView> => ({
  ...batch,
  usesPerCode: batch.usesPerCode ?? null,
});

const okView = (batch: PromoBatch) => okBody(viewOf(batch));
