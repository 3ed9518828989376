import type { Money } from '../../kernel/amount.ts';
import type { DisputeStatus } from '../../table/items/payment-status.ts';
import type { PaymentFact } from '../message.ts';
import type { PaypalDispute } from './objects.ts';

/** What PayPal's disputes say, as facts. */

/** Who an outcome is for. `NONE`, and any that is not listed, leaves it to the money that went back. */
const outcomes: ReadonlyMap<string, DisputeStatus> = new Map<string, DisputeStatus>([
  ['RESOLVED_BUYER_FAVOUR', 'lost'],
  // The buyer was paid, whoever bore it.
  ['RESOLVED_WITH_PAYOUT', 'lost'],
  ['ACCEPTED', 'lost'],
  ['RESOLVED_SELLER_FAVOUR', 'won'],
  ['CANCELED_BY_BUYER', 'won'],
  ['DENIED', 'won'],
]);

/** @see https://developer.paypal.com/docs/api/customer-disputes/v1/#disputes_get */
const statusOf = ({
  status,
  dispute_life_cycle_stage: stage,
  dispute_outcome: outcome,
}: PaypalDispute): DisputeStatus => {
  // Buyer and seller still talk in an inquiry; any stage after it, also a new one, is about money.
  const running = stage === 'INQUIRY' ? 'warning' : 'open';
  if (status !== 'RESOLVED') return running;
  return (
    outcomes.get(outcome?.outcome_code ?? '') ??
    ((outcome?.amount_refunded?.amount ?? 0) > 0 ? 'lost' : running)
  );
};

/** One fact for each payment that a dispute is about. */
export const disputed = (dispute: PaypalDispute): PaymentFact[] => {
  const { dispute_id: disputeId, disputed_transactions: transactions, dispute_outcome: outcome } = dispute;
  const status = statusOf(dispute);
  const whole = (status === 'lost' ? outcome?.amount_refunded : undefined) ?? dispute.dispute_amount;
  return transactions.flatMap(({ seller_transaction_id: paymentId, gross_amount: gross }) =>
    paymentId === undefined
      ? []
      : [
          {
            type: 'dispute',
            paymentId,
            disputeId,
            status,
            money: transactions.length === 1 ? whole : partOf(whole, gross),
            at: dispute.update_time ?? dispute.create_time,
          },
        ],
  );
};

/** PayPal does not say how a dispute's amount is divided between several payments; none loses more than it was. */
const partOf = (whole: Money, gross: Money | undefined): Money =>
  gross && gross.currency === whole.currency && gross.amount < whole.amount ? gross : whole;
