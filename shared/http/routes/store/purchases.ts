import * as z from 'zod';
import { recordId } from '../../../kernel/ids.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { purchaseView, quoteView, saleView } from './purchase-views.ts';

const purchaseId = z.strictObject({ purchaseId: recordId });

export const purchaseRoutes = {
  createQuote: route({
    method: 'POST',
    path: '/v1/quotes',
    lambda: 'store',
    scope: 'credits:spend',
    summary: 'Lock the price of a product for a few minutes',
    description:
      'The variant may be left out where the product has only one: of several, `variant_required` tells the ids in ' +
      '`variants`. Too few credits are no obstacle here: the answer ' +
      'says how many are missing.',
    body: z.strictObject({ productId: recordId, variantId: recordId.optional() }),
    responses: { 201: { description: 'The price is locked.', body: quoteView } },
    problems: [
      'not_found',
      'product_not_available',
      'not_eligible',
      'already_owned',
      'variant_required',
      'busy',
    ],
  }),
  getQuote: route({
    method: 'GET',
    path: '/v1/quotes/{quoteId}',
    lambda: 'store',
    scope: 'credits:read',
    summary: 'Read how a quote stands',
    params: z.strictObject({ quoteId: recordId }),
    responses: { 200: { description: 'The quote.', body: quoteView } },
    problems: ['not_found', 'busy'],
  }),
  createPurchase: route({
    method: 'POST',
    path: '/v1/purchases',
    lambda: 'store',
    scope: 'credits:spend',
    summary: 'Buy what was quoted, at the locked price',
    description:
      'Debit, ownership and purchase come together or not at all. A quote leads to one purchase: a repetition under ' +
      'its Idempotency-Key is answered as the first time, another key is told that the quote was used.',
    idempotent: true,
    body: z.strictObject({ quoteId: recordId }),
    responses: { 201: { description: 'The account owns it.', body: saleView } },
    problems: [
      'not_found',
      'quote_expired',
      'quote_used',
      'already_owned',
      'credit_payments_disabled',
      'insufficient_credits',
      'account_in_debt',
      'balance_limit',
      'busy',
    ],
  }),
  listPurchases: route({
    method: 'GET',
    path: '/v1/purchases',
    lambda: 'store',
    scope: 'credits:read',
    summary: 'List the purchases, newest quote first',
    description: 'A page holds up to 99 purchases: go on while there is a cursor.',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of purchases.', body: listed(purchaseView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getPurchase: route({
    method: 'GET',
    path: '/v1/purchases/{purchaseId}',
    lambda: 'store',
    scope: 'credits:read',
    summary: 'Read a purchase, and whether it may be given back',
    params: purchaseId,
    responses: { 200: { description: 'The purchase.', body: purchaseView } },
    problems: ['not_found', 'busy'],
  }),
  refundPurchase: route({
    method: 'POST',
    path: '/v1/purchases/{purchaseId}/refund',
    lambda: 'store',
    scope: 'credits:spend',
    summary: 'Give a purchase back for its credits',
    description:
      'The credits return to the lots that they came from, and the ownership ends. Takes no body and no ' +
      'Idempotency-Key, and may be repeated: the purchase is the key.',
    params: purchaseId,
    responses: { 200: { description: 'The purchase has been given back.', body: purchaseView } },
    problems: [
      'not_found',
      'refund_not_offered',
      'refund_window_over',
      'refund_after_download',
      'balance_limit',
      'busy',
    ],
  }),
};
