import type { Stripe } from 'stripe';
import * as z from 'zod';
import { codeOf, declineReason, messageOf } from '../declines.ts';
import { kept, metadata, paymentMethodType } from './common.ts';

/** What we keep of a PaymentIntent. */
export const paymentIntentFacts = z.object({
  ...kept,
  object: z.literal('payment_intent'),
  amount: z.int(),
  currency: z.string(),
  status: z.enum(['requires_payment_method', 'processing', 'succeeded']),
  failed: z.boolean(),
  /** Why the last card was declined; null where a bank debit failed, or nothing has. */
  decline: declineReason.nullable().default(null),
  method: paymentMethodType,
  latest_charge: z.string().nullable(),
  payment_method: z.string().nullable(),
  metadata,
  description: z.string().nullable(),
  receipt_email: z.string().nullable(),
  statement_descriptor: z.string().nullable(),
  statement_descriptor_suffix: z.string().nullable(),
  client_secret: z.string(),
});

export type PaymentIntentFacts = z.infer<typeof paymentIntentFacts>;

export const DECLINE_MESSAGE = 'The customer’s bank did not let the debit through.';

const lastPaymentError = (facts: PaymentIntentFacts): Stripe.PaymentIntent.LastPaymentError | null =>
  facts.failed
    ? {
        ...(facts.decline === null
          ? {
              type: 'invalid_request_error',
              code: 'payment_intent_payment_attempt_failed',
              message: DECLINE_MESSAGE,
            }
          : {
              type: 'card_error',
              code: codeOf(facts.decline),
              decline_code: facts.decline,
              message: messageOf(facts.decline),
            }),
        ...(facts.latest_charge === null ? {} : { charge: facts.latest_charge }),
      }
    : null;

export const paymentIntent = (facts: PaymentIntentFacts): Stripe.PaymentIntent => ({
  id: facts.id,
  object: 'payment_intent',
  allowed_payment_method_types: null,
  amount: facts.amount,
  amount_capturable: 0,
  amount_details: { tip: {} },
  amount_received: facts.status === 'succeeded' ? facts.amount : 0,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  canceled_at: null,
  cancellation_reason: null,
  capture_method: 'automatic_async',
  client_secret: facts.client_secret,
  confirmation_method: 'automatic',
  created: facts.created,
  currency: facts.currency,
  customer: null,
  customer_account: null,
  description: facts.description,
  excluded_payment_method_types: null,
  last_payment_error: lastPaymentError(facts),
  latest_charge: facts.latest_charge,
  livemode: false,
  managed_payments: { enabled: false },
  metadata: facts.metadata,
  next_action: null,
  on_behalf_of: null,
  payment_method: facts.payment_method,
  payment_method_configuration_details: null,
  payment_method_options: {},
  payment_method_types: ['card', 'sepa_debit'],
  payment_record: null,
  processing: null,
  receipt_email: facts.receipt_email,
  review: null,
  setup_future_usage: null,
  shipping: null,
  source: null,
  statement_descriptor: facts.statement_descriptor,
  statement_descriptor_suffix: facts.statement_descriptor_suffix,
  status: facts.status,
  transfer_data: null,
  transfer_group: null,
});
