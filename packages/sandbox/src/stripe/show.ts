import type { Stripe } from 'stripe';
import type { StripeAccount } from './account.ts';
import { balanceTransaction, type BalanceTransactionFacts } from './resources/balance-transaction.ts';
import { charge } from './resources/charge.ts';
import { checkoutSession } from './resources/checkout-session.ts';
import { dispute } from './resources/dispute.ts';
import { event, type EventFacts } from './resources/event.ts';
import { paymentIntent } from './resources/payment-intent.ts';
import { refund } from './resources/refund.ts';

export type Kept = EventFacts | EventFacts['subject'] | BalanceTransactionFacts;

/** @returns what the API and the webhooks show of something that we keep */
export const show = (account: StripeAccount, facts: Kept): object => {
  switch (facts.object) {
    case 'checkout.session':
      return checkoutSession(facts, account.url);
    case 'payment_intent':
      return paymentIntent(facts);
    case 'charge':
      return charge(facts);
    case 'refund':
      return refund(facts);
    case 'dispute':
      return dispute(facts);
    case 'balance_transaction':
      return balanceTransaction(facts);
    case 'event':
      return showEvent(account, facts);
  }
};

export const showEvent = (account: StripeAccount, facts: EventFacts): Stripe.EventBase =>
  event(facts, show(account, facts.subject), account.outbox.pending(facts.id));
