import { NO_REQUEST, type StripeAccount } from './account.ts';
import type { DeclineReason } from './declines.ts';
import { beginPayment, fail, process, succeed } from './payments.ts';
import type { SessionFacts } from './resources/checkout-session.ts';
import type { PaymentMethodType } from './resources/common.ts';
import type { Cause } from './resources/event.ts';

/** What a payment is reported with in place of what was asked for. */
export type Reported = { amount?: number | undefined; currency?: string | undefined };

const BUYER = 'buyer@example.com';

const complete = (
  account: StripeAccount,
  session: SessionFacts,
  paymentStatus: SessionFacts['payment_status'],
  paymentIntent: string | null,
): SessionFacts => {
  const completed = account.sessions.put({
    ...session,
    status: 'complete',
    payment_status: paymentStatus,
    payment_intent: paymentIntent,
    payer_email: session.customer_email ?? BUYER,
  });
  account.emit('checkout.session.completed', completed, NO_REQUEST);
  return completed;
};

const asReported = (account: StripeAccount, session: SessionFacts, reported: Reported): SessionFacts => {
  const { reportAmount, reportCurrency } = account.controls.get();
  const currency = reported.currency ?? reportCurrency ?? session.currency;
  return {
    ...session,
    amount_total: reported.amount ?? reportAmount ?? session.amount_total,
    currency: currency.toLowerCase(),
  };
};

/** Stripe makes a session's payment intent when its buyer first tries to pay. */
const begin = (account: StripeAccount, session: SessionFacts, method: PaymentMethodType) => {
  const { payment_intent: earlier, customer_email: email } = session;
  const begun = beginPayment(session, method, email ?? BUYER, earlier ?? undefined);
  if (earlier === null) account.emit('payment_intent.created', begun.intent, NO_REQUEST);
  return begun;
};

/**
 * Pays with a card: paid at once. What costs nothing needs no payment.
 * Here and below: a session that can't do this any more is returned unchanged.
 */
export const pay = (account: StripeAccount, asked: SessionFacts, reported: Reported = {}): SessionFacts => {
  if (asked.status !== 'open') return asked;
  const session = asReported(account, asked, reported);
  if (session.amount_total === 0) return complete(account, session, 'no_payment_required', null);
  const { intent, charge } = begin(account, session, 'card');
  succeed(account, intent, charge);
  return complete(account, session, 'paid', intent.id);
};

/** Tries to pay with a card that the bank turns down. The session stays open for another. */
export const decline = (
  account: StripeAccount,
  session: SessionFacts,
  reason: DeclineReason,
): SessionFacts => {
  if (session.status !== 'open' || session.amount_total === 0) return session;
  const { intent, charge } = begin(account, session, 'card');
  fail(account, intent, charge, reason);
  return account.sessions.put({ ...session, payment_intent: intent.id });
};

/** Pays by a method whose end, good or bad, is known later. */
export const paySlowly = (
  account: StripeAccount,
  asked: SessionFacts,
  end: 'succeed' | 'fail',
  reported: Reported = {},
): SessionFacts => {
  if (asked.status !== 'open') return asked;
  const session = asReported(account, asked, reported);
  if (session.amount_total === 0) return complete(account, session, 'no_payment_required', null);
  const { intent, charge } = begin(account, session, 'sepa_debit');
  process(account, intent, charge);
  const { settleAfterMs } = account.controls.get();
  if (settleAfterMs !== null) {
    account.agenda.at(Date.now() + settleAfterMs, account.id, `session.${end}`, session.id);
  }
  return complete(account, session, 'unpaid', intent.id);
};

/** Ends a slow payment. One that has ended already stays as it is. */
export const settle = (
  account: StripeAccount,
  session: SessionFacts,
  end: 'succeed' | 'fail',
): SessionFacts => {
  const intent = account.paymentIntents.get(session.payment_intent ?? '');
  const charge = account.charges.get(intent?.latest_charge ?? '');
  if (intent?.status !== 'processing' || charge === undefined) return session;
  if (end === 'fail') {
    fail(account, intent, charge, null);
    account.emit('checkout.session.async_payment_failed', session, NO_REQUEST);
    return session;
  }
  succeed(account, intent, charge);
  const paid = account.sessions.put({ ...session, payment_status: 'paid' });
  account.emit('checkout.session.async_payment_succeeded', paid, NO_REQUEST);
  return paid;
};

/** Closes a session that is still open. */
export const expire = (account: StripeAccount, session: SessionFacts, cause: Cause): SessionFacts => {
  if (session.status !== 'open') return session;
  const expired = account.sessions.put({ ...session, status: 'expired' });
  account.emit('checkout.session.expired', expired, cause);
  return expired;
};
