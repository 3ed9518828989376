import type { PaypalAccount } from './account.ts';
import { tell } from './events.ts';
import { disputeId, paypalId } from './ids.ts';
import { giveBack, isPaid, leftOf } from './refunds.ts';
import type { CaptureFacts } from './resources/capture.ts';
import type { DisputeFacts } from './resources/dispute.ts';
import { nowInSeconds } from './times.ts';
import { book } from './transactions.ts';

export type NewDispute = Pick<DisputeFacts, 'reason' | 'stage' | 'channel'> & { amount?: number | undefined };

/**
 * The buyer contests a payment. PayPal holds the money while it looks into it (INTERNAL); a bank that charges a card
 * back has taken it (EXTERNAL). Undefined when there is no payment that could be contested.
 */
export const openDispute = (
  account: PaypalAccount,
  capture: CaptureFacts,
  { amount = leftOf(capture), reason, stage, channel }: NewDispute,
): DisputeFacts | undefined => {
  const open = account.disputes.list({ limit: 10, where: { capture: [capture.id] } });
  if (!isPaid(capture) || amount === 0 || amount > leftOf(capture)) return undefined;
  if (open.some(({ status }) => status !== 'RESOLVED')) return undefined;
  const now = nowInSeconds();
  const opened = account.disputes.put({
    id: disputeId(),
    object: 'dispute',
    created: now,
    updated: now,
    capture: capture.id,
    captured: { created: capture.created, amount: capture.amount },
    amount,
    currency: capture.currency,
    custom_id: capture.custom_id,
    invoice_id: capture.invoice_id,
    reason,
    status: stage === 'INQUIRY' ? 'WAITING_FOR_SELLER_RESPONSE' : 'UNDER_REVIEW',
    stage,
    channel,
    outcome: null,
    refunded: 0,
  });
  const kind = channel === 'INTERNAL' ? 'hold' : 'chargeback';
  book(account, capture, { transaction: paypalId(), kind, amount: -amount });
  tell(account, 'CUSTOMER.DISPUTE.CREATED', opened);
  return opened;
};

type Change = Partial<Pick<DisputeFacts, 'stage' | 'status'>>;

/** Something happens in a dispute, such as that the buyer makes a claim of it. Undefined when it is over. */
export const updateDispute = (
  account: PaypalAccount,
  dispute: DisputeFacts,
  change: Change,
): DisputeFacts | undefined => {
  if (dispute.status === 'RESOLVED') return undefined;
  const updated = account.disputes.put({ ...dispute, ...change, updated: nowInSeconds() });
  tell(account, 'CUSTOMER.DISPUTE.UPDATED', updated);
  return updated;
};

/** Ends the hold, or brings the bank's chargeback back. */
const returnMoney = (account: PaypalAccount, dispute: DisputeFacts, capture: CaptureFacts): void => {
  const kind = dispute.channel === 'INTERNAL' ? 'releasedHold' : 'reversedChargeback';
  book(account, capture, { transaction: paypalId(), kind, amount: dispute.amount });
};

/**
 * It is decided who gets the money. When PayPal itself decides for the buyer, it also reverses the payment, and tells
 * so in an event of its own: both are about the same money. Undefined when the dispute is over.
 */
export const resolveDispute = (
  account: PaypalAccount,
  dispute: DisputeFacts,
  outcome: NonNullable<DisputeFacts['outcome']>,
): DisputeFacts | undefined => {
  const capture = account.captures.get(dispute.capture);
  if (dispute.status === 'RESOLVED' || capture === undefined) return undefined;
  const isLost = outcome === 'RESOLVED_BUYER_FAVOUR';
  const isInternal = dispute.channel === 'INTERNAL';
  if (isInternal || !isLost) returnMoney(account, dispute, capture);
  const amount = Math.min(dispute.amount, leftOf(capture));
  if (isLost && isInternal && amount > 0) {
    giveBack(account, capture, { amount, cause: 'reversal', note: 'Payment reversed' });
  }
  const resolved = account.disputes.put({
    ...dispute,
    status: 'RESOLVED',
    outcome,
    refunded: isLost ? amount : 0,
    updated: nowInSeconds(),
  });
  tell(account, 'CUSTOMER.DISPUTE.RESOLVED', resolved);
  return resolved;
};
