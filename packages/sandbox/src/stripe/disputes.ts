import { NO_REQUEST, type StripeAccount } from './account.ts';
import { nowInSeconds, stripeId } from './ids.ts';
import { book } from './payments.ts';
import type { BalanceTransactionFacts } from './resources/balance-transaction.ts';
import type { ChargeFacts } from './resources/charge.ts';
import type { DisputeFacts } from './resources/dispute.ts';

const DISPUTE_FEE = 1_500;

/** @param inquiry only asks, and takes no money yet */
export type NewDispute = { amount?: number | undefined; reason: string; inquiry: boolean };

/** Takes the disputed money, and what the bank asks for its work. */
const withdraw = (
  account: StripeAccount,
  { id, charge, amount, currency }: Pick<DisputeFacts, 'id' | 'charge' | 'amount' | 'currency'>,
): BalanceTransactionFacts =>
  book(account, {
    type: 'adjustment',
    reporting_category: 'dispute',
    amount: -amount,
    fee: DISPUTE_FEE,
    currency,
    source: id,
    description: `Disputed charge ${charge}`,
  });

/** The buyer contests a charge at the bank. Undefined when there is no charge that could be contested. */
export const openDispute = (
  account: StripeAccount,
  charge: ChargeFacts,
  { amount = charge.amount, reason, inquiry }: NewDispute,
): DisputeFacts | undefined => {
  if (charge.status !== 'succeeded' || charge.disputed || amount > charge.amount) return undefined;
  const { payment_intent, currency, method } = charge;
  const about = { id: stripeId('dp'), charge: charge.id, amount, currency };
  const opened = account.disputes.put({
    ...about,
    object: 'dispute',
    created: nowInSeconds(),
    status: inquiry ? 'warning_needs_response' : 'needs_response',
    reason,
    payment_intent,
    method,
    balance_transactions: inquiry ? [] : [withdraw(account, about)],
  });
  account.charges.put({ ...charge, disputed: true });
  account.emit('charge.dispute.created', opened, NO_REQUEST);
  if (!inquiry) account.emit('charge.dispute.funds_withdrawn', opened, NO_REQUEST);
  return opened;
};

/** An inquiry becomes a dispute proper. Undefined when it is not an open inquiry. */
export const escalateInquiry = (account: StripeAccount, inquiry: DisputeFacts): DisputeFacts | undefined => {
  if (inquiry.status !== 'warning_needs_response') return undefined;
  const escalated = account.disputes.put({
    ...inquiry,
    status: 'needs_response',
    balance_transactions: [withdraw(account, inquiry)],
  });
  account.emit('charge.dispute.updated', escalated, NO_REQUEST);
  account.emit('charge.dispute.funds_withdrawn', escalated, NO_REQUEST);
  return escalated;
};

export type DisputeEnd = 'won' | 'lost' | 'warning_closed';

/** The bank decides. Undefined when this end does not fit: only an inquiry closes as a warning, and only once. */
export const closeDispute = (
  account: StripeAccount,
  open: DisputeFacts,
  end: DisputeEnd,
): DisputeFacts | undefined => {
  const expected = end === 'warning_closed' ? 'warning_needs_response' : 'needs_response';
  if (open.status !== expected) return undefined;
  const { id, amount, currency } = open;
  const returned =
    end === 'won'
      ? [
          book(account, {
            type: 'adjustment',
            reporting_category: 'dispute_reversal',
            amount,
            fee: 0,
            currency,
            source: id,
            description: `Dispute won for charge ${open.charge}`,
          }),
        ]
      : [];
  const closed = account.disputes.put({
    ...open,
    status: end,
    balance_transactions: [...open.balance_transactions, ...returned],
  });
  if (end === 'won') account.emit('charge.dispute.funds_reinstated', closed, NO_REQUEST);
  account.emit('charge.dispute.closed', closed, NO_REQUEST);
  return closed;
};
