import * as z from 'zod';
import type { PaypalAccount } from './account.ts';
import { carryOut, chargeBack, reimburse, release, withMovement } from './dispute-money.ts';
import { emit } from './events.ts';
import { type Adjudication, type DisputeFacts, disputeOutcome } from './resources/dispute-facts.ts';
import { nowInSeconds } from '../clock.ts';

export const decision = z.strictObject({
  outcome: disputeOutcome,
  /** The seller accepts a claim, or the buyer an offer of theirs: PayPal then refunds by itself, and decides nothing. */
  by: z.enum(['paypal', 'seller']).default('paypal'),
  /** What the buyer gets, in the smallest unit; all that is disputed when it is not given. */
  amount: z.int().min(1).optional(),
  /** What PayPal asks of the seller for its work. */
  fee: z.int().min(0).default(0),
});

export type Decision = z.infer<typeof decision>;

const FOR_BUYER: ReadonlySet<Decision['outcome']> = new Set(['RESOLVED_BUYER_FAVOUR', 'ACCEPTED']);
const FOR_SELLER: ReadonlySet<Decision['outcome']> = new Set(['RESOLVED_SELLER_FAVOUR', 'DENIED']);

const adjudicated = (dispute: DisputeFacts, type: Adjudication['type']): DisputeFacts => ({
  ...dispute,
  adjudications: [...dispute.adjudications, { type, at: nowInSeconds(), stage: dispute.stage }],
});

const lose = (
  account: PaypalAccount,
  dispute: DisputeFacts,
  by: Decision['by'],
  amount: number,
): DisputeFacts => {
  const more = amount - dispute.taken;
  if (more <= 0) return reimburse(account, dispute, -more);
  if (dispute.channel === 'EXTERNAL') return chargeBack(account, dispute, more);
  if (by === 'seller') return carryOut(account, dispute, 'refund', more);
  const lost = carryOut(account, adjudicated(dispute, 'RECOVER_FROM_SELLER'), 'reversal', more);
  return withMovement(lost, 'SELLER', 'DEBIT', lost.taken - dispute.taken);
};

const win = (account: PaypalAccount, dispute: DisputeFacts, outcome: Decision['outcome']): DisputeFacts => {
  const type = dispute.taken === 0 ? 'DENY_BUYER' : 'PAYOUT_TO_SELLER';
  const isDecided = dispute.channel === 'INTERNAL' && FOR_SELLER.has(outcome);
  return reimburse(account, isDecided ? adjudicated(dispute, type) : dispute, dispute.taken);
};

/** PayPal pays the buyer, and the seller keeps the money. */
const payOut = (account: PaypalAccount, dispute: DisputeFacts, amount: number): DisputeFacts => {
  const paid = withMovement(adjudicated(dispute, 'PAYOUT_TO_BUYER'), 'PAYMENT_PROCESSOR', 'DEBIT', amount);
  return reimburse(account, withMovement(paid, 'BUYER', 'CREDIT', amount), dispute.taken);
};

const decide = (
  account: PaypalAccount,
  dispute: DisputeFacts,
  { outcome, by, amount = dispute.amount }: Decision,
): DisputeFacts => {
  if (outcome === 'RESOLVED_WITH_PAYOUT') {
    return { ...payOut(account, dispute, amount), refunded: amount };
  }
  if (!FOR_BUYER.has(outcome)) return { ...win(account, dispute, outcome), refunded: 0 };
  const lost = lose(account, dispute, by, amount);
  return { ...lost, refunded: lost.taken };
};

/** It is decided who gets the money. Undefined when the dispute is over, or about less. */
export const resolveDispute = (
  account: PaypalAccount,
  dispute: DisputeFacts,
  made: Decision,
): DisputeFacts | undefined => {
  if (dispute.status === 'RESOLVED' || (made.amount ?? 0) > dispute.amount) return undefined;
  const decided = decide(account, release(account, dispute), made);
  const resolved = account.disputes.put({
    ...withMovement(decided, 'SELLER', 'DEBIT', made.fee, 'DISPUTE_FEE'),
    status: 'RESOLVED',
    outcome: made.outcome,
    updated: nowInSeconds(),
  });
  emit(account, 'CUSTOMER.DISPUTE.RESOLVED', resolved);
  return resolved;
};
