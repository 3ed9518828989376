import * as z from 'zod';
import { NO_REQUEST, type StripeAccount } from './account.ts';
import type { Operation } from './call.ts';
import { stepOf } from './currencies.ts';
import { takenBy } from './disputes.ts';
import { invalid, missing } from './errors.ts';
import { nowInSeconds } from '../clock.ts';
import { stripeId } from './ids.ts';
import { expandParameter, integer, metadataParameter, parseParameters, text } from './parameters.ts';
import { book } from './payments.ts';
import type { ChargeFacts } from './resources/charge.ts';
import { refund, type RefundFacts } from './resources/refund.ts';

/** https://docs.stripe.com/api/refunds/create */
const schema = z.strictObject({
  charge: text(100).optional(),
  payment_intent: text(100).optional(),
  amount: integer(1).optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata: metadataParameter,
  expand: expandParameter,
});

type Wanted = z.infer<typeof schema>;

const chargeOf = (account: StripeAccount, { charge, payment_intent: intent }: Wanted): ChargeFacts => {
  if (charge !== undefined) {
    const found = account.charges.get(charge);
    if (found === undefined) throw missing(400, 'charge', charge, 'charge');
    return found;
  }
  if (intent === undefined)
    throw invalid('charge or payment_intent is required', 'charge', 'parameter_missing');
  const found = account.paymentIntents.get(intent);
  if (found === undefined) throw missing(400, 'payment intent', intent, 'payment_intent');
  const latest = account.charges.get(found.latest_charge ?? '');
  if (latest === undefined) throw invalid('This payment intent has no charge to refund', 'payment_intent');
  return latest;
};

/** The bank has taken the money back already, or may do so. */
const isContested = (account: StripeAccount, { id }: ChargeFacts): boolean =>
  account.disputes.list({ limit: 100, where: { charge: [id] } }).some((dispute) => takenBy(dispute) > 0);

/** Gives money back: a card's at once, a bank debit's only when the control says how it went. */
export const createRefund: Operation = ({ account, parameters, cause }) => {
  const wanted = parseParameters(schema, parameters);
  const charge = chargeOf(account, wanted);
  const left = charge.amount - charge.amount_refunded;
  const amount = wanted.amount ?? left;
  if (charge.status !== 'succeeded') throw invalid('This charge was not paid', 'charge');
  if (isContested(account, charge)) throw invalid('This charge is disputed', 'charge', 'charge_disputed');
  if (left === 0) throw invalid('This charge was refunded already', 'charge', 'charge_already_refunded');
  if (amount % stepOf(charge.currency) !== 0) throw invalid('This currency has fewer decimals', 'amount');
  if (amount > left) throw invalid(`Only ${left} of this charge can be refunded`, 'amount');
  const id = stripeId('re');
  const made: RefundFacts = account.refunds.put({
    id,
    object: 'refund',
    created: nowInSeconds(),
    amount,
    currency: charge.currency,
    status: charge.method === 'card' ? 'succeeded' : 'pending',
    reason: wanted.reason ?? null,
    charge: charge.id,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    method: charge.method,
    balance_transaction: book(account, {
      type: charge.method === 'card' ? 'refund' : 'payment_refund',
      reporting_category: 'refund',
      amount: -amount,
      fee: 0,
      currency: charge.currency,
      source: id,
      description: null,
    }).id,
    failure_balance_transaction: null,
    metadata: wanted.metadata,
  });
  const refunded = account.charges.put({ ...charge, amount_refunded: charge.amount_refunded + amount });
  account.emit('charge.refunded', refunded, cause);
  account.emit('refund.created', made, cause);
  return refund(made);
};

/** With these the money is back. */
const CAME_BACK: ReadonlySet<string | null> = new Set(['failed', 'canceled']);

/**
 * A refund goes on: it reaches the buyer, waits for something, or comes back from the bank. One that came back stays as it
 * is. Stripe reports it twice, since `charge.refund.updated` is older than `refund.updated`.
 */
export const moveRefund = (
  account: StripeAccount,
  given: RefundFacts,
  status: RefundFacts['status'],
): RefundFacts => {
  if (given.status === status || CAME_BACK.has(given.status)) return given;
  const moved = account.refunds.put({
    ...given,
    status,
    failure_balance_transaction: CAME_BACK.has(status) ? bringBack(account, given).id : null,
  });
  account.emit('charge.refund.updated', moved, NO_REQUEST);
  account.emit('refund.updated', moved, NO_REQUEST);
  if (status === 'failed') account.emit('refund.failed', moved, NO_REQUEST);
  return moved;
};

const bringBack = (account: StripeAccount, { id, charge: of, amount, currency }: RefundFacts) => {
  const charge = account.charges.get(of);
  if (charge !== undefined) {
    account.charges.put({ ...charge, amount_refunded: charge.amount_refunded - amount });
  }
  return book(account, {
    type: 'refund_failure',
    reporting_category: 'refund_failure',
    amount,
    fee: 0,
    currency,
    source: id,
    description: null,
  });
};
