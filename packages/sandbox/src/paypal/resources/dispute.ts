import { money } from '../money.ts';
import { eventTime } from '../times.ts';
import { BUYER, link, present } from './common.ts';
import { type DisputeFacts, paymentsIn } from './dispute-facts.ts';

const STATES: Record<DisputeFacts['status'], string> = {
  OPEN: 'OPEN_INQUIRIES',
  WAITING_FOR_BUYER_RESPONSE: 'REQUIRED_OTHER_PARTY_ACTION',
  WAITING_FOR_SELLER_RESPONSE: 'REQUIRED_ACTION',
  UNDER_REVIEW: 'UNDER_PAYPAL_REVIEW',
  RESOLVED: 'RESOLVED',
};

const without = (shown: object, omitted: readonly string[]): object =>
  Object.fromEntries(Object.entries(shown).filter(([field]) => !omitted.includes(field)));

const summary = (facts: DisputeFacts, url: string) => ({
  dispute_id: facts.id,
  create_time: eventTime(facts.created),
  update_time: eventTime(facts.updated),
  reason: facts.reason,
  status: facts.status,
  dispute_state: STATES[facts.status],
  ...(facts.asset === null
    ? { dispute_amount: money(facts.amount, facts.currency) }
    : { dispute_asset: facts.asset }),
  dispute_life_cycle_stage: facts.stage,
  dispute_channel: facts.channel,
  links: [link(`${url}/v1/customer/disputes/${facts.id}`, 'self')],
});

/** What the list has of a dispute; which payment it is about must be asked for. */
export const disputeInBrief = (facts: DisputeFacts, url: string): object =>
  without(summary(facts, url), facts.omitted);

const RESPONSE_DEADLINE_S = 10 * 24 * 60 * 60;

const decided = ({ adjudications, movements, currency }: DisputeFacts) => ({
  ...(adjudications.length === 0
    ? {}
    : {
        adjudications: adjudications.map(({ type, at, stage }) => ({
          type,
          adjudication_time: eventTime(at),
          dispute_life_cycle_stage: stage,
        })),
      }),
  ...(movements.length === 0
    ? {}
    : {
        money_movements: movements.map(({ party, type, amount, at, reason }) => ({
          affected_party: party,
          amount: money(amount, currency),
          initiated_time: eventTime(at),
          type,
          reason,
        })),
      }),
});

export const dispute = (facts: DisputeFacts, url: string, merchant: string): object => {
  const whole = {
    ...summary(facts, url),
    disputed_transactions: paymentsIn(facts).map((payment) => ({
      seller_transaction_id: payment.capture,
      create_time: eventTime(payment.created),
      transaction_status: facts.outcome === 'RESOLVED_BUYER_FAVOUR' ? 'REVERSED' : 'COMPLETED',
      gross_amount: money(payment.amount, facts.currency),
      ...present({ custom: payment.custom_id, invoice_number: payment.invoice_id }),
      buyer: { name: `${BUYER.name.given_name} ${BUYER.name.surname}` },
      seller: { email: 'merchant@example.com', merchant_id: merchant, name: 'Sandbox store' },
      items: [],
      seller_protection_eligible: true,
    })),
    ...decided(facts),
    ...(facts.outcome === null
      ? { seller_response_due_date: eventTime(facts.created + RESPONSE_DEADLINE_S) }
      : {
          dispute_outcome: {
            outcome_code: facts.outcome,
            ...(facts.refunded === 0 ? {} : { amount_refunded: money(facts.refunded, facts.currency) }),
          },
        }),
  };
  return without(whole, facts.omitted);
};
