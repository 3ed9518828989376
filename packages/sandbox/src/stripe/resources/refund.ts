import type { Stripe } from 'stripe';
import * as z from 'zod';
import { kept, metadata, paymentMethodType } from './common.ts';

/** What we keep of a Refund. Its status may be null, and may be one that Stripe has not named yet. */
export const refundFacts = z.object({
  ...kept,
  object: z.literal('refund'),
  amount: z.int(),
  currency: z.string(),
  status: z.string().nullable(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).nullable(),
  charge: z.string(),
  payment_intent: z.string(),
  payment_method: z.string(),
  method: paymentMethodType,
  balance_transaction: z.string().nullable(),
  failure_balance_transaction: z.string().nullable(),
  metadata,
});

export type RefundFacts = z.infer<typeof refundFacts>;

export const refund = (facts: RefundFacts): Stripe.Refund => ({
  id: facts.id,
  object: 'refund',
  amount: facts.amount,
  balance_transaction: facts.balance_transaction,
  charge: facts.charge,
  created: facts.created,
  currency: facts.currency,
  customer: null,
  customer_account: null,
  destination_details:
    facts.method === 'card' ? { type: 'card', card: { type: 'refund' } } : { type: 'sepa_bank_transfer' },
  ...(facts.failure_balance_transaction === null
    ? {}
    : {
        failure_balance_transaction: facts.failure_balance_transaction,
        failure_reason: 'lost_or_stolen_card',
      }),
  metadata: facts.metadata,
  payment_intent: facts.payment_intent,
  payment_method: facts.payment_method,
  ...(facts.status === 'pending' ? { pending_reason: 'processing' } : {}),
  reason: facts.reason,
  receipt_number: null,
  source_transfer_reversal: null,
  status: facts.status,
  transfer_reversal: null,
});
