import { NO_REQUEST, type StripeAccount } from './account.ts';
import { nowInSeconds } from '../clock.ts';
import { stripeId } from './ids.ts';
import { book } from './payments.ts';
import type { BalanceTransactionFacts } from './resources/balance-transaction.ts';
import type { ChargeFacts } from './resources/charge.ts';
import type { DisputeFacts } from './resources/dispute.ts';

const DISPUTE_FEE = 1_500;

/** @param inquiry only asks, and takes no money yet */
export type NewDispute = { amount?: number | undefined; reason: string; inquiry: boolean };

type Contested = Pick<DisputeFacts, 'id' | 'charge' | 'amount' | 'currency'>;

const bookFor = (
  account: StripeAccount,
  { id, charge, currency }: Contested,
  movement: Pick<BalanceTransactionFacts, 'amount' | 'fee' | 'reporting_category'>,
): BalanceTransactionFacts =>
  book(account, {
    ...movement,
    type: 'adjustment',
    currency,
    source: id,
    description: `Dispute of charge ${charge}`,
  });

/** Takes the contested amount, which may be nothing, and what the bank asks for its work. */
const withdraw = (account: StripeAccount, contested: Contested): BalanceTransactionFacts[] =>
  contested.amount === 0
    ? []
    : [
        bookFor(account, contested, {
          amount: -contested.amount,
          fee: DISPUTE_FEE,
          reporting_category: 'dispute',
        }),
      ];

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
    balance_transactions: inquiry ? [] : withdraw(account, about),
  });
  account.charges.put({ ...charge, disputed: true });
  account.emit('charge.dispute.created', opened, NO_REQUEST);
  if (!inquiry) account.emit('charge.dispute.funds_withdrawn', opened, NO_REQUEST);
  return opened;
};

/** @returns what a dispute has taken and not given back, whatever its status says */
export const takenBy = ({ balance_transactions: moved }: DisputeFacts): number =>
  moved.reduce((sum, { amount }) => sum - amount, 0);

/** An inquiry becomes a dispute proper. Undefined when it is not an open inquiry. */
export const escalateInquiry = (account: StripeAccount, inquiry: DisputeFacts): DisputeFacts | undefined => {
  if (!isOpenInquiry(inquiry)) return undefined;
  const escalated = account.disputes.put({
    ...inquiry,
    status: 'needs_response',
    balance_transactions: withdraw(account, inquiry),
  });
  account.emit('charge.dispute.updated', escalated, NO_REQUEST);
  account.emit('charge.dispute.funds_withdrawn', escalated, NO_REQUEST);
  return escalated;
};

const isOpenInquiry = ({ status, balance_transactions: moved }: DisputeFacts): boolean =>
  status.startsWith('warning_') && status !== 'warning_closed' && moved.length === 0;

/** A dispute goes on, such as to `under_review` or `appeal_needs_response`. No money moves. */
export const moveDispute = (account: StripeAccount, dispute: DisputeFacts, status: string): DisputeFacts => {
  const moved = account.disputes.put({ ...dispute, status });
  account.emit('charge.dispute.updated', moved, NO_REQUEST);
  return moved;
};

/** Gives back so much of what a dispute has taken, which may be nothing. */
const reinstate = (
  account: StripeAccount,
  dispute: DisputeFacts,
  amount: number,
): BalanceTransactionFacts[] =>
  amount === 0 ? [] : [bookFor(account, dispute, { amount, fee: 0, reporting_category: 'dispute_reversal' })];

/**
 * The bank decides, and may decide again: what was won can be lost after all, and the reverse.
 * @param reinstated of a dispute that is lost: what of its money comes back all the same, in the smallest unit. So ends a
 * dispute over the whole of a charge that was refunded in part.
 * @returns undefined when this end does not fit: an inquiry, which has taken nothing, is neither won nor lost
 */
export const closeDispute = (
  account: StripeAccount,
  dispute: DisputeFacts,
  end: DisputeEnd,
  reinstated = 0,
): DisputeFacts | undefined => {
  if (end === 'warning_closed') return isOpenInquiry(dispute) ? close(account, dispute, end, []) : undefined;
  const hasEnded = dispute.status === end && reinstated === 0;
  if (dispute.balance_transactions.length === 0 || hasEnded) return undefined;
  const taken = takenBy(dispute);
  if (end === 'won') return close(account, dispute, end, reinstate(account, dispute, taken));
  const again = dispute.status === 'lost' ? 0 : dispute.amount - taken;
  if (reinstated > taken + again) return undefined;
  return close(account, dispute, end, [
    ...withdraw(account, { ...dispute, amount: again }),
    ...reinstate(account, dispute, reinstated),
  ]);
};

export type DisputeEnd = 'won' | 'lost' | 'warning_closed';

const close = (
  account: StripeAccount,
  dispute: DisputeFacts,
  status: DisputeEnd,
  moved: readonly BalanceTransactionFacts[],
): DisputeFacts => {
  const closed = account.disputes.put({
    ...dispute,
    status,
    balance_transactions: [...dispute.balance_transactions, ...moved],
  });
  for (const { amount } of moved) {
    const what = amount < 0 ? 'charge.dispute.funds_withdrawn' : 'charge.dispute.funds_reinstated';
    account.emit(what, closed, NO_REQUEST);
  }
  if (dispute.status !== status) account.emit('charge.dispute.closed', closed, NO_REQUEST);
  return closed;
};
