import * as z from 'zod';
import { credits } from '../../../kernel/amount.ts';
import { instantInput } from '../../../kernel/clock.ts';
import { accountInPath, recordId } from '../../../kernel/ids.ts';
import { text } from '../../../kernel/text.ts';
import { dryRunResponse, dryRunView } from '../dry-run.ts';
import { route } from '../../route.ts';
import { purchaseView } from '../store/purchase-views.ts';
import { spendView } from '../views.ts';

const account = z.strictObject({ accountId: accountInPath });

export const refundRoutes = {
  refundAccountPurchase: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/purchases/{purchaseId}/refund',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    dryRun: true,
    summary: 'Refund a purchase for its customer',
    description:
      "Unlike the customer's own refund, it is possible at any time and after downloads. The credits return to the lots " +
      'that they were drawn from, and the ownership ends. Takes no body. Repeating it has no further effect.',
    params: account.extend({ purchaseId: recordId }),
    responses: {
      200: {
        description: 'The refunded purchase. With `Prefer: dry-run`: what the refund would do.',
        body: z.union([purchaseView, dryRunView]),
      },
    },
    problems: ['not_found', 'balance_limit', 'busy'],
  }),
  createSpendRefund: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/spend-refunds',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'key',
    dryRun: true,
    summary: 'Refund a spend in part or in full',
    description:
      'Name the spend by the number and the time of its entry. The credits return to the lots that they were drawn from, ' +
      'those drawn last first. All refunds of a spend together never exceed it: `refund_exceeds_spend` returns what is ' +
      'left as `refundable`.',
    params: account,
    body: z
      .strictObject({
        entry: z.int().min(1).meta({ description: "The number of the spend's entry." }),
        at: instantInput.meta({
          description: "The time of the spend's entry, exactly as the history shows it.",
        }),
        amount: credits
          .optional()
          .meta({ description: 'Without it, all that is left of the spend is refunded.' }),
        reason: text(256).optional().meta({ description: 'The customer reads this in the history.' }),
      })
      .meta({ id: 'SpendRefundInput' }),
    example: { body: { entry: 7, at: '2026-01-31T09:30:00.000Z', reason: 'Printed twice' } },
    responses: { 201: { description: 'The credits are back.', body: spendView }, ...dryRunResponse },
    problems: ['not_found', 'refund_exceeds_spend', 'balance_limit', 'idempotency_key_reused', 'busy'],
  }),
};
