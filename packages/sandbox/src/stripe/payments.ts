import { NO_REQUEST, type StripeAccount } from './account.ts';
import type { DeclineReason } from './declines.ts';
import { nowInSeconds } from '../clock.ts';
import { randomCharacters, stripeId } from './ids.ts';
import type { BalanceTransactionFacts } from './resources/balance-transaction.ts';
import type { ChargeFacts } from './resources/charge.ts';
import type { SessionFacts } from './resources/checkout-session.ts';
import type { PaymentMethodType } from './resources/common.ts';
import type { PaymentIntentFacts } from './resources/payment-intent.ts';

/** Writes a movement of the account's balance, and returns it. */
export const book = (
  account: StripeAccount,
  movement: Omit<BalanceTransactionFacts, 'id' | 'object' | 'created'>,
): BalanceTransactionFacts =>
  account.balanceTransactions.put({
    id: stripeId('txn'),
    object: 'balance_transaction',
    created: nowInSeconds(),
    ...movement,
  });

/** Stripe's published price for a card in the US; the exact fee does not matter here. */
const feeOf = (amount: number): number => Math.min(amount, Math.round(amount * 0.029) + 30);

/**
 * Begins the payment of a session: a payment intent with its first charge, neither of them stored yet.
 * @param id of the intent, where an earlier card was declined
 */
export const beginPayment = (
  session: SessionFacts,
  method: PaymentMethodType,
  email: string,
  id = stripeId('pi'),
) => {
  const created = nowInSeconds();
  const paymentMethod = stripeId('pm');
  const { payment_intent_data: asked } = session;
  const shared = { created, amount: session.amount_total, currency: session.currency, method, ...asked };
  const intent: PaymentIntentFacts = {
    ...shared,
    id,
    object: 'payment_intent',
    status: 'requires_payment_method',
    failed: false,
    decline: null,
    latest_charge: null,
    payment_method: null,
    client_secret: `${id}_secret_${randomCharacters(24)}`,
  };
  const charge: ChargeFacts = {
    ...shared,
    id: stripeId(method === 'card' ? 'ch' : 'py'),
    object: 'charge',
    amount_refunded: 0,
    status: 'pending',
    disputed: false,
    decline: null,
    payment_intent: id,
    payment_method: paymentMethod,
    balance_transaction: null,
    email,
  };
  return { intent, charge };
};

/** Stores a successful payment and sends its events. */
export const succeed = (account: StripeAccount, intent: PaymentIntentFacts, charge: ChargeFacts): void => {
  const balanceTransaction = book(account, {
    type: charge.method === 'card' ? 'charge' : 'payment',
    reporting_category: 'charge',
    amount: charge.amount,
    fee: feeOf(charge.amount),
    currency: charge.currency,
    source: charge.id,
    description: charge.description,
  });
  const paid = account.charges.put({
    ...charge,
    status: 'succeeded',
    balance_transaction: balanceTransaction.id,
  });
  const done = account.paymentIntents.put({
    ...intent,
    status: 'succeeded',
    latest_charge: charge.id,
    payment_method: charge.payment_method,
  });
  account.emit('charge.succeeded', paid, NO_REQUEST);
  account.emit('payment_intent.succeeded', done, NO_REQUEST);
};

/** Stores a payment that waits for the bank, and sends its events. */
export const process = (account: StripeAccount, intent: PaymentIntentFacts, charge: ChargeFacts): void => {
  account.charges.put(charge);
  const processing = account.paymentIntents.put({
    ...intent,
    status: 'processing',
    latest_charge: charge.id,
    payment_method: charge.payment_method,
  });
  account.emit('payment_intent.processing', processing, NO_REQUEST);
  account.emit('charge.pending', charge, NO_REQUEST);
};

/** Stores a payment that the bank refused, and sends its events. Another card may still pay for the same intent. */
export const fail = (
  account: StripeAccount,
  intent: PaymentIntentFacts,
  charge: ChargeFacts,
  decline: DeclineReason | null,
): void => {
  const failed = account.charges.put({ ...charge, status: 'failed', decline });
  const refused = account.paymentIntents.put({
    ...intent,
    status: 'requires_payment_method',
    failed: true,
    decline,
    latest_charge: charge.id,
    payment_method: null,
  });
  account.emit('charge.failed', failed, NO_REQUEST);
  account.emit('payment_intent.payment_failed', refused, NO_REQUEST);
};
