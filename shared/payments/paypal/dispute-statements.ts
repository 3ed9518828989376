import type { Money } from '../../kernel/amount.ts';
import { instant, type Instant } from '../../kernel/clock.ts';
import { log } from '../../kernel/log.ts';
import type { DisputeStatus } from '../../table/items/payment-status.ts';
import type { PaymentFact } from '../message.ts';
import { proportion } from '../proportion.ts';
import type { PaypalDispute } from './objects.ts';

/** What PayPal's disputes say, as facts. */

/** Who an outcome is for. `NONE`, and any that is not listed, leaves it to the money that went back. */
const outcomes: ReadonlyMap<string, DisputeStatus> = new Map<string, DisputeStatus>([
  ['RESOLVED_BUYER_FAVOUR', 'lost'],
  // The buyer was paid; who bore it, only the movements say.
  ['RESOLVED_WITH_PAYOUT', 'lost'],
  ['ACCEPTED', 'lost'],
  ['RESOLVED_SELLER_FAVOUR', 'won'],
  ['CANCELED_BY_BUYER', 'won'],
  ['DENIED', 'won'],
]);

/** One fact for each payment that a dispute is about. @param at the event time, used if the dispute has none */
export const disputed = (dispute: PaypalDispute, at: Instant): PaymentFact[] => {
  const { dispute_id: disputeId, disputed_transactions: transactions } = dispute;
  const moved = movementsOf(dispute);
  const status = statusOf(dispute, moved !== undefined);
  const whole = contestedIn(dispute, status);
  if (!whole || transactions.length === 0) {
    log.warn('dispute without a payment', { provider: 'paypal', dispute: disputeId });
    return [];
  }
  const partsOf = dividing(transactions, whole.currency);
  const parts = partsOf(whole.amount);
  const [lost, cameBack] = [partsOf(moved?.lost ?? 0), partsOf(moved?.cameBack ?? 0)];
  return transactions.flatMap(({ seller_transaction_id: paymentId }, index): PaymentFact[] =>
    paymentId === undefined
      ? []
      : [
          {
            type: 'dispute',
            paymentId,
            disputeId,
            status,
            money: { ...whole, amount: parts[index] ?? 0 },
            at: dispute.update_time ?? dispute.create_time ?? at,
            // Without a time any refund of the payment may be the dispute's.
            beganAt: dispute.create_time ?? instant(0),
            ...(dispute.dispute_channel === 'EXTERNAL' && { isByBank: true }),
            ...(moved && { moved: { lost: lost[index] ?? 0, cameBack: cameBack[index] ?? 0 } }),
          },
        ],
  );
};

/** @see https://developer.paypal.com/docs/api/customer-disputes/v1/#disputes_get */
const statusOf = (dispute: PaypalDispute, hasMoved: boolean): DisputeStatus => {
  const { status, dispute_life_cycle_stage: stage, dispute_outcome: outcome } = dispute;
  // Buyer and seller still talk in an inquiry; any stage after it, also a new one, is about money.
  const isInquiry = stage === 'INQUIRY';
  if (status !== 'RESOLVED') return isInquiry ? 'warning' : 'open';
  const isPaidBack = (outcome?.amount_refunded?.amount ?? 0) > 0;
  const end = outcomes.get(outcome?.outcome_code ?? '') ?? (isPaidBack ? 'lost' : 'won');
  // An inquiry that never took money can't give any back.
  return end === 'won' && isInquiry && !hasMoved ? 'warning' : end;
};

/** What is contested, or once it is lost, what went back. */
const contestedIn = (dispute: PaypalDispute, status: DisputeStatus): Money | undefined => {
  const { dispute_amount: amount, dispute_outcome: outcome, disputed_transactions: transactions } = dispute;
  const contested = (status === 'lost' ? outcome?.amount_refunded : undefined) ?? amount;
  if (contested) return contested;
  // It may name something else in place of an amount: then it is about all of its payments.
  const gross = transactions.flatMap(({ gross_amount: one }) => one ?? []);
  const [first] = gross;
  const alike = gross.filter(({ currency }) => currency === first?.currency);
  return first && { ...first, amount: alike.reduce((sum, one) => sum + one.amount, 0) };
};

/** What the seller lost and got back by the dispute, fees apart. @returns undefined where PayPal names no movement */
const movementsOf = ({ money_movements: movements = [], dispute_amount: contested }: PaypalDispute) => {
  const settled = movements.filter(({ reason = '' }) => !reason.includes('FEE'));
  if (settled.length === 0) return undefined;
  const sum = (wanted: 'DEBIT' | 'CREDIT'): number =>
    settled
      .filter(({ affected_party: party, type }) => party === 'SELLER' && type === wanted)
      .reduce((total, { amount }) => {
        const counts = amount && (!contested || amount.currency === contested.currency);
        return total + (counts ? amount.amount : 0);
      }, 0);
  return { lost: sum('DEBIT'), cameBack: sum('CREDIT') };
};

/**
 * Divides amounts of a dispute between its payments. PayPal does not say how: by the payments' amounts, or
 * equally if some amounts are missing. The parts are whole and add up.
 */
const dividing = (transactions: PaypalDispute['disputed_transactions'], currency: string) => {
  const gross = transactions.map(({ gross_amount: amount }) =>
    amount?.currency === currency ? amount.amount : 0,
  );
  const weights = gross.every((amount) => amount > 0) ? gross : gross.map(() => 1);
  const ends = weights.map((_, index) => weights.slice(0, index + 1).reduce((sum, one) => sum + one, 0));
  const total = ends.at(-1) ?? 0;
  return (amount: number): number[] =>
    ends.map(
      (end, index) => proportion(amount, end, total) - proportion(amount, ends[index - 1] ?? 0, total),
    );
};
