import type * as z from 'zod';
import type { promoCodesView } from '../../shared/http/routes/agency/promo-codes.ts';
import type { PromoBatch } from '../../shared/table/items/promo-code.ts';

/** Leaves our own bookkeeping to the response's schema. */
export const viewOf = (batch: PromoBatch): z.input<typeof promoCodesView> => ({
  ...batch,
  usesPerCode: batch.usesPerCode ?? null,
});
