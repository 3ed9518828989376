import type Stripe from 'stripe';
import type { Instant } from '../../kernel/clock.ts';
import { log } from '../../kernel/log.ts';
import type { DisputeStatus } from '../../table/items/payment-status.ts';
import type { PaymentFact } from '../message.ts';
import { type Listed, lookUp } from './known-status.ts';
import { fromStripe } from './money.ts';
import type { StripeDispute } from './objects.ts';

/** What Stripe's disputes say, as facts. */

/** Does not compile when Stripe's library lists a status that is missing here. */
const disputeStatuses = {
  // An inquiry: no money has moved, and none does unless a dispute comes of it.
  warning_needs_response: 'warning',
  warning_under_review: 'warning',
  warning_closed: 'warning',
  prevented: 'warning',
  needs_response: 'open',
  under_review: 'open',
  // The money stays away while the loss is appealed.
  appeal_needs_response: 'open',
  appeal_under_review: 'open',
  lost: 'lost',
  won: 'won',
} as const satisfies Record<Listed<Stripe.Dispute.Status>, DisputeStatus>;

/** What an event says of a dispute. `funds`: it is about money that moved. */
type About = { at: Instant; funds?: 'withdrawn' | 'reinstated' };

/** @returns undefined for a dispute of what is no payment of ours */
export const disputed = (dispute: StripeDispute, about: About): PaymentFact | undefined => {
  const { id, payment_intent: paymentId, created } = dispute;
  if (!paymentId) return undefined;
  const status = statusOf(dispute, about.funds);
  if (!status) log.warn('unknown status', { provider: 'stripe', dispute: id, status: dispute.status });
  const money = fromStripe(dispute);
  const transactions = movementsOf(dispute, money.amount);
  return {
    type: 'dispute',
    paymentId,
    disputeId: id,
    // A status that we do not know says no more than that there is a dispute since it began.
    ...(status ? { status, at: about.at } : { status: 'warning', at: created }),
    money,
    ...(Object.keys(transactions).length > 0 && { transactions }),
  };
};

/** The status, which counts as long as no movement of money is known. A dispute that is lost may give back a part. */
const statusOf = ({ status }: StripeDispute, funds: About['funds']): DisputeStatus | undefined => {
  const known = lookUp(disputeStatuses, status);
  if (funds === 'withdrawn' && (known === undefined || known === 'warning')) return 'open';
  if (funds === 'reinstated' && known !== 'lost') return 'won';
  return known;
};

/**
 * The dispute's movements by their ids, in its own currency.
 * @param contested the dispute's amount in minor units, which Stripe may write otherwise
 */
const movementsOf = (
  { amount: written, currency, balance_transactions: listed }: StripeDispute,
  contested: number,
): Record<string, number> => {
  const moved = (listed ?? []).map(({ id, amount, currency: settled, exchange_rate: rate }) => ({
    id,
    amount: settled === currency ? amount : amount / (rate ?? 1),
  }));
  const isForeign = (listed ?? []).some((one) => one.currency !== currency);
  // Decimals of the two currencies may differ: what was withdrawn at once is all that is contested.
  const whole = isForeign ? Math.max(0, ...moved.map(({ amount }) => -amount)) : written;
  if (whole === 0) return {};
  return Object.fromEntries(moved.map(({ id, amount }) => [id, Math.round((amount * contested) / whole)]));
};
