import type { Stripe } from 'stripe';
import * as z from 'zod';
import { codeOf, declineReason, messageOf } from '../declines.ts';
import { kept, metadata, NO_ADDRESS, paymentMethodType } from './common.ts';
import { cardDetails, sepaDebitDetails } from './payment-method-details.ts';
import { DECLINE_MESSAGE } from './payment-intent.ts';

/** What we keep of a Charge. */
export const chargeFacts = z.object({
  ...kept,
  object: z.literal('charge'),
  amount: z.int(),
  amount_refunded: z.int(),
  currency: z.string(),
  status: z.enum(['succeeded', 'pending', 'failed']),
  disputed: z.boolean(),
  /** Why the card was declined. */
  decline: declineReason.nullable().default(null),
  method: paymentMethodType,
  payment_intent: z.string(),
  payment_method: z.string(),
  balance_transaction: z.string().nullable(),
  metadata,
  description: z.string().nullable(),
  email: z.string().nullable(),
  receipt_email: z.string().nullable(),
  statement_descriptor: z.string().nullable(),
  statement_descriptor_suffix: z.string().nullable(),
});

export type ChargeFacts = z.infer<typeof chargeFacts>;

const failureOf = ({ status, decline }: ChargeFacts) => {
  if (status !== 'failed') return undefined;
  return decline === null
    ? { code: 'payment_method_provider_decline', message: DECLINE_MESSAGE }
    : { code: codeOf(decline), message: messageOf(decline) };
};

const outcome = ({ status, decline }: ChargeFacts): Stripe.Charge.Outcome => ({
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: status === 'failed' ? 'declined_by_network' : 'approved_by_network',
  reason: decline,
  risk_level: status === 'failed' ? 'not_assessed' : 'normal',
  seller_message: status === 'failed' ? 'The bank declined the payment.' : 'Payment complete.',
  type: status === 'failed' ? 'issuer_declined' : 'authorized',
});

export const charge = (facts: ChargeFacts): Stripe.Charge => ({
  id: facts.id,
  object: 'charge',
  amount: facts.amount,
  amount_captured: facts.status === 'succeeded' ? facts.amount : 0,
  amount_refunded: facts.amount_refunded,
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: facts.balance_transaction,
  billing_details: { address: NO_ADDRESS, email: facts.email, name: null, phone: null, tax_id: null },
  calculated_statement_descriptor: facts.statement_descriptor ?? 'SCRIP SANDBOX',
  captured: facts.status !== 'failed',
  created: facts.created,
  currency: facts.currency,
  customer: null,
  description: facts.description,
  disputed: facts.disputed,
  failure_balance_transaction: null,
  failure_code: failureOf(facts)?.code ?? null,
  failure_message: failureOf(facts)?.message ?? null,
  fraud_details: {},
  livemode: false,
  metadata: facts.metadata,
  on_behalf_of: null,
  outcome: outcome(facts),
  paid: facts.status === 'succeeded',
  payment_intent: facts.payment_intent,
  payment_method: facts.payment_method,
  payment_method_details: facts.method === 'card' ? cardDetails(facts.amount) : sepaDebitDetails(),
  receipt_email: facts.receipt_email,
  receipt_number: null,
  receipt_url: null,
  refunded: facts.amount > 0 && facts.amount_refunded === facts.amount,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: facts.statement_descriptor,
  statement_descriptor_suffix: facts.statement_descriptor_suffix,
  status: facts.status,
  transfer_data: null,
  transfer_group: null,
});
