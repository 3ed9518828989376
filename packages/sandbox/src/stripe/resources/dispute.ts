import type { Stripe } from 'stripe';
import * as z from 'zod';
import { balanceTransaction, balanceTransactionFacts } from './balance-transaction.ts';
import { kept, paymentMethodType } from './common.ts';

/**
 * What we keep of a Dispute. The statuses that begin with `warning` are those of an inquiry, which moves no money. Stripe
 * may name new ones at any time: only `balance_transactions` say what a dispute has taken.
 */
export const disputeFacts = z.object({
  ...kept,
  object: z.literal('dispute'),
  amount: z.int(),
  currency: z.string(),
  status: z.string(),
  reason: z.string(),
  charge: z.string(),
  payment_intent: z.string(),
  method: paymentMethodType,
  balance_transactions: z.array(balanceTransactionFacts),
});

export type DisputeFacts = z.infer<typeof disputeFacts>;

const RESPONSE_DEADLINE_S = 14 * 24 * 60 * 60;

const EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

export const dispute = (facts: DisputeFacts): Stripe.Dispute => ({
  id: facts.id,
  object: 'dispute',
  amount: facts.amount,
  balance_transactions: facts.balance_transactions.map(balanceTransaction),
  charge: facts.charge,
  created: facts.created,
  currency: facts.currency,
  enhanced_eligibility_types: [],
  evidence: EVIDENCE,
  evidence_details: {
    due_by: facts.created + RESPONSE_DEADLINE_S,
    enhanced_eligibility: {},
    has_evidence: false,
    past_due: false,
    submission_count: 0,
    submission_method: 'not_submitted',
  },
  intended_submission_method: null,
  is_charge_refundable: facts.status.startsWith('warning'),
  livemode: false,
  metadata: {},
  payment_intent: facts.payment_intent,
  ...(facts.method === 'card'
    ? {
        payment_method_details: {
          type: 'card',
          card: {
            brand: 'visa',
            case_type: facts.status.startsWith('warning') ? 'inquiry' : 'chargeback',
            network_reason_code: '10.4',
            network: 'visa',
          },
        } as const,
      }
    : {}),
  reason: facts.reason,
  status: facts.status,
});
