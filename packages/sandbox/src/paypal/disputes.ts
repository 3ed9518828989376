import type { PaypalAccount } from './account.ts';
import { chargeBack, hold } from './dispute-money.ts';
import { emit } from './events.ts';
import { isContested } from './find-disputes.ts';
import { disputeId } from './ids.ts';
import { isPaid, leftOf } from './refunds.ts';
import type { CaptureFacts } from './resources/capture.ts';
import type { DisputeFacts } from './resources/dispute-facts.ts';
import { nowInSeconds } from '../clock.ts';

export type NewDispute = Pick<DisputeFacts, 'reason' | 'stage' | 'channel' | 'asset' | 'omitted'> & {
  amount?: number | undefined;
};

/**
 * PayPal holds the money while it looks into a dispute (INTERNAL); a bank that charges a card back has taken it (EXTERNAL),
 * unless it only asks.
 */
const contest = (account: PaypalAccount, dispute: DisputeFacts): DisputeFacts => {
  if (dispute.channel === 'INTERNAL') return hold(account, dispute);
  return dispute.stage === 'INQUIRY' ? dispute : chargeBack(account, dispute, dispute.amount);
};

const shareOf = (capture: CaptureFacts, amount: number, left: number) => ({
  capture: capture.id,
  created: capture.created,
  amount: capture.amount,
  custom_id: capture.custom_id,
  invoice_id: capture.invoice_id,
  share: Math.floor((amount * leftOf(capture)) / left),
});

/**
 * The buyer contests one payment or several of one currency.
 * @returns undefined when one of them can't be contested, or less is left of them than that
 */
export const openDispute = (
  account: PaypalAccount,
  captures: readonly [CaptureFacts, ...CaptureFacts[]],
  wanted: NewDispute,
): DisputeFacts | undefined => {
  const [first, ...others] = captures;
  const left = captures.reduce((sum, capture) => sum + leftOf(capture), 0);
  const { amount = left, reason, stage, channel, asset, omitted } = wanted;
  if (!captures.every(isPaid) || amount === 0 || amount > left) return undefined;
  if (others.some(({ currency }) => currency !== first.currency)) return undefined;
  if (captures.some(({ id }) => isContested(account, id))) return undefined;
  const now = nowInSeconds();
  const opened = contest(account, {
    id: disputeId(),
    object: 'dispute',
    created: now,
    updated: now,
    capture: first.id,
    captured: { created: first.created, amount: first.amount },
    others: others.map((capture) => shareOf(capture, amount, left)),
    amount,
    currency: first.currency,
    custom_id: first.custom_id,
    invoice_id: first.invoice_id,
    reason,
    status: stage === 'INQUIRY' ? 'WAITING_FOR_SELLER_RESPONSE' : 'UNDER_REVIEW',
    stage,
    channel,
    asset,
    omitted,
    outcome: null,
    refunded: 0,
    held: 0,
    taken: 0,
    movements: [],
    adjudications: [],
  });
  account.disputes.put(opened);
  emit(account, 'CUSTOMER.DISPUTE.CREATED', opened);
  return opened;
};

const update = (account: PaypalAccount, dispute: DisputeFacts): DisputeFacts => {
  const updated = account.disputes.put({ ...dispute, updated: nowInSeconds() });
  emit(account, 'CUSTOMER.DISPUTE.UPDATED', updated);
  return updated;
};

/** Something happens in a dispute, such as that the buyer makes a claim of it. Undefined when it is over. */
export const updateDispute = (
  account: PaypalAccount,
  dispute: DisputeFacts,
  change: Pick<DisputeFacts, 'stage' | 'status'>,
): DisputeFacts | undefined => {
  if (dispute.status === 'RESOLVED') return undefined;
  const changed = { ...dispute, ...change };
  const hasMoney = dispute.held > 0 || dispute.taken > 0;
  return update(account, hasMoney ? changed : contest(account, changed));
};

/**
 * What was decided is contested once more: what the seller had kept is taken or held again, and what they had lost stays
 * lost until it is decided anew. Undefined when nothing was decided.
 */
export const reopenDispute = (
  account: PaypalAccount,
  dispute: DisputeFacts,
  stage: DisputeFacts['stage'],
): DisputeFacts | undefined => {
  if (dispute.status !== 'RESOLVED') return undefined;
  const again = { ...dispute, status: 'UNDER_REVIEW', stage, outcome: null, refunded: 0 } as const;
  return update(account, dispute.taken > 0 ? again : contest(account, again));
};
