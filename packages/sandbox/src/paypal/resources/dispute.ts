import * as z from 'zod';
import { money } from '../money.ts';
import { eventTime } from '../times.ts';
import { BUYER, kept, link, paidFor, present } from './common.ts';

/** https://developer.paypal.com/docs/api/customer-disputes/v1/#disputes_get */
export const disputeStage = z.enum(['INQUIRY', 'CHARGEBACK', 'PRE_ARBITRATION', 'ARBITRATION']);
export const disputeChannel = z.enum(['INTERNAL', 'EXTERNAL']);
export const openStatus = z.enum([
  'OPEN',
  'WAITING_FOR_BUYER_RESPONSE',
  'WAITING_FOR_SELLER_RESPONSE',
  'UNDER_REVIEW',
]);
export const disputeOutcome = z.enum([
  'RESOLVED_BUYER_FAVOUR',
  'RESOLVED_SELLER_FAVOUR',
  'RESOLVED_WITH_PAYOUT',
  'CANCELED_BY_BUYER',
]);

/** What we keep of a dispute. */
export const disputeFacts = z.object({
  ...kept,
  ...paidFor,
  object: z.literal('dispute'),
  capture: z.string(),
  captured: z.object({ created: z.int(), amount: z.int() }),
  reason: z.string(),
  status: z.enum([...openStatus.options, 'RESOLVED']),
  stage: disputeStage,
  channel: disputeChannel,
  outcome: disputeOutcome.nullable(),
  /** What went back to the buyer by this dispute. */
  refunded: z.int(),
});

export type DisputeFacts = z.infer<typeof disputeFacts>;

const STATES: Record<DisputeFacts['status'], string> = {
  OPEN: 'OPEN_INQUIRIES',
  WAITING_FOR_BUYER_RESPONSE: 'REQUIRED_OTHER_PARTY_ACTION',
  WAITING_FOR_SELLER_RESPONSE: 'REQUIRED_ACTION',
  UNDER_REVIEW: 'UNDER_PAYPAL_REVIEW',
  RESOLVED: 'RESOLVED',
};

/** What the list has of a dispute; which payment it is about must be asked for. */
export const disputeInBrief = (facts: DisputeFacts, url: string) => ({
  dispute_id: facts.id,
  create_time: eventTime(facts.created),
  update_time: eventTime(facts.updated),
  reason: facts.reason,
  status: facts.status,
  dispute_state: STATES[facts.status],
  dispute_amount: money(facts.amount, facts.currency),
  dispute_life_cycle_stage: facts.stage,
  dispute_channel: facts.channel,
  links: [link(`${url}/v1/customer/disputes/${facts.id}`, 'self')],
});

const ANSWER_WITHIN_SECONDS = 10 * 24 * 60 * 60;

export const dispute = (facts: DisputeFacts, url: string, merchant: string) => ({
  ...disputeInBrief(facts, url),
  disputed_transactions: [
    {
      seller_transaction_id: facts.capture,
      create_time: eventTime(facts.captured.created),
      transaction_status: facts.outcome === 'RESOLVED_BUYER_FAVOUR' ? 'REVERSED' : 'COMPLETED',
      gross_amount: money(facts.captured.amount, facts.currency),
      ...present({ custom: facts.custom_id, invoice_number: facts.invoice_id }),
      buyer: { name: `${BUYER.name.given_name} ${BUYER.name.surname}` },
      seller: { email: 'merchant@example.com', merchant_id: merchant, name: 'Sandbox store' },
      items: [],
      seller_protection_eligible: true,
    },
  ],
  ...(facts.outcome === null
    ? { seller_response_due_date: eventTime(facts.created + ANSWER_WITHIN_SECONDS) }
    : {
        dispute_outcome: {
          outcome_code: facts.outcome,
          ...(facts.refunded === 0 ? {} : { amount_refunded: money(facts.refunded, facts.currency) }),
        },
      }),
});
