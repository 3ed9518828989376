import * as z from 'zod';
import { recordId } from '../../../kernel/ids.ts';
import { dryRunResponse, dryRunView } from '../dry-run.ts';
import { listed, pageQuery } from '../../page.ts';
import { productId } from '../catalog-ids.ts';
import { budgetProblems } from '../spenders.ts';
import { route } from '../../route.ts';
import { purchaseView, quoteView, saleView } from './purchase-views.ts';

const purchaseId = z.strictObject({ purchaseId: recordId });

export const purchaseRoutes = {
  createQuote: route({
    method: 'POST',
    path: '/v1/quotes',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'none',
    summary: 'Lock the price of a product for a few minutes',
    description:
      '`variantId` is optional if the product has one variant only. Otherwise `variant_required` lists the ' +
      'IDs as `variants`. A customer without enough credits gets a quote too: `shortfall` says how many ' +
      'are missing.',
    body: z
      .strictObject({
        productId,
        variantId: recordId.optional().meta({
          description: 'The ID of the variant. Optional if the product has one only.',
          example: 'standard',
        }),
      })
      .meta({ id: 'QuoteInput' }),
    example: { body: { productId: 'brushes', variantId: 'standard' } },
    responses: { 201: { description: 'The price is locked.', body: quoteView } },
    problems: [
      'not_found',
      'product_not_available',
      'not_eligible',
      'already_owned',
      'variant_required',
      'quote_limit',
      'busy',
    ],
  }),
  getQuote: route({
    method: 'GET',
    path: '/v1/quotes/{quoteId}',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'Get a quote',
    params: z.strictObject({ quoteId: recordId }),
    responses: { 200: { description: 'The quote.', body: quoteView } },
    problems: ['not_found', 'busy'],
  }),
  createPurchase: route({
    method: 'POST',
    path: '/v1/purchases',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'natural',
    dryRun: true,
    summary: 'Buy the quoted product at the locked price',
    description:
      'The debit, the ownership and the purchase happen together or not at all. A quote can be used for ' +
      'one purchase.',
    body: z
      .strictObject({ quoteId: recordId.meta({ description: 'The ID of the quote.' }) })
      .meta({ id: 'PurchaseInput' }),
    example: { body: { quoteId: 'quo_0mk8p2vd47c1e59a8f3b24d6890ce' } },
    responses: { 201: { description: 'The account owns the product.', body: saleView }, ...dryRunResponse },
    problems: [
      'not_found',
      'quote_expired',
      'already_owned',
      'credit_payments_disabled',
      'insufficient_credits',
      ...budgetProblems,
      'account_in_debt',
      'busy',
    ],
  }),
  listPurchases: route({
    method: 'GET',
    path: '/v1/purchases',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'List purchases, by the time of their quote, newest first',
    description: 'A page holds at most 99 purchases.',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of purchases.', body: listed(purchaseView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getPurchase: route({
    method: 'GET',
    path: '/v1/purchases/{purchaseId}',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'Get a purchase and whether the customer can refund it',
    params: purchaseId,
    responses: { 200: { description: 'The purchase.', body: purchaseView } },
    problems: ['not_found', 'busy'],
  }),
  refundPurchase: route({
    method: 'POST',
    path: '/v1/purchases/{purchaseId}/refund',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'natural',
    dryRun: true,
    summary: 'Refund a purchase',
    description:
      'The credits return to the lots that they were drawn from, and the ownership ends. Takes no body. ' +
      'Repeating it has no further effect.',
    params: purchaseId,
    responses: {
      200: {
        description: 'The refunded purchase. With `Prefer: dry-run`: what the refund would do.',
        body: z.union([purchaseView, dryRunView]),
      },
    },
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
