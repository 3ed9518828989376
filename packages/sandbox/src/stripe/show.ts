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

/** Before this version a charge listed its refunds. */
const LISTS_NO_REFUNDS = '2022-11-15';

const showSubject = (account: StripeAccount, { api_version: version, subject }: EventFacts): object => {
  const shown = show(account, subject);
  if (subject.object !== 'charge' || version >= LISTS_NO_REFUNDS) return shown;
  const data = account.refunds.list({ limit: 10, where: { charge: [subject.id] } }).map(refund);
  const url = `/v1/charges/${subject.id}/refunds`;
  return { ...shown, refunds: { object: 'list', url, has_more: false, data } };
};

export const showEvent = (account: StripeAccount, facts: EventFacts): Stripe.EventBase =>
  event(facts, showSubject(account, facts), account.outbox.pending(facts.id));
