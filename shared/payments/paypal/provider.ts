import type { Connection, PaymentProvider, VerifyWebhook } from '../provider.ts';
import type { FactSource } from '../source.ts';
import { paypalClient, type Paypal } from './client.ts';
import {
  paypalCredentials,
  paypalWebhooks,
  type PaypalCredentials,
  type PaypalWebhooks,
} from './credentials.ts';
import { paypalDisputes } from './dispute-list.ts';
import { factsOf } from './facts.ts';
import { completePaypalOrder } from './capture.ts';
import { openPaypalOrder } from './orders.ts';
import { paypalReport } from './report.ts';
import { verifyPaypalEvent } from './verify.ts';
import { DAY_MS } from '../../kernel/durations.ts';

/** Milliseconds for all calls of one page. */
const TIME_PER_PAGE_MS = 25_000;

/** The report takes 31 days at most. */
const MAX_WINDOW_MS = 30 * DAY_MS;

/** A client's time runs from when it is made: each page has its own. */
const inOwnTime =
  (credentials: PaypalCredentials, source: (paypal: Paypal) => FactSource): FactSource =>
  async (window, page) =>
    await source(paypalClient(credentials, TIME_PER_PAGE_MS))(window, page);

const connect = (credentials: PaypalCredentials): Connection => {
  const books = {
    payments: inOwnTime(credentials, paypalReport),
    disputes: inOwnTime(credentials, paypalDisputes),
  };
  return {
    open: async (checkout) => await openPaypalOrder(paypalClient(credentials), checkout),
    ask: async (checkout, { id }, now, isDryRun) =>
      await completePaypalOrder(paypalClient(credentials), checkout, id, now, isDryRun),
    capturesWhenAsked: true,
    recent: books,
    nightly: books,
    maxWindowMs: MAX_WINDOW_MS,
  };
};

const verifyWith =
  (trusted: PaypalWebhooks | undefined): VerifyWebhook =>
  async (delivery, now) => {
    const event = await verifyPaypalEvent(delivery, trusted, now);
    return typeof event === 'string'
      ? event
      : { id: event.id, type: event.event_type, facts: factsOf(event) };
  };

export const paypal: PaymentProvider = {
  connection: paypalCredentials.transform(connect),
  webhooks: paypalWebhooks.optional().transform(verifyWith),
};
