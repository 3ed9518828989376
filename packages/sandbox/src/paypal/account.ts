import { openCollection } from '../collection.ts';
import { controlsOf } from '../delivery/controls.ts';
import type { Sandbox } from '../provider.ts';
import { merchantId } from './ids.ts';
import { captureFacts } from './resources/capture.ts';
import { disputeFacts } from './resources/dispute-facts.ts';
import { eventFacts } from './resources/event.ts';
import { orderFacts } from './resources/order.ts';
import { refundFacts } from './resources/refund.ts';
import { transactionFacts } from './resources/transaction.ts';

export type PaypalAccountSettings = {
  clientId: string;
  clientSecret: string;
  webhook: { url: string; id: string };
};

/** One business account with its one REST app. The app's secret itself is not kept. */
export const openAccount = (
  { database, outbox, controls, agenda, url, isQuiet = false }: Sandbox,
  { clientId, webhook }: PaypalAccountSettings,
) => {
  const id = merchantId(clientId);
  return {
    id,
    clientId,
    /** The base address of this imitation's API and pages. */
    url: `${url}/paypal`,
    isQuiet,
    channel: `paypal/${id}`,
    webhook,
    outbox,
    controls: controlsOf(controls, clientId),
    agenda,
    orders: openCollection(database, id, 'paypal order', orderFacts),
    captures: openCollection(database, id, 'paypal capture', captureFacts, ['invoice_id']),
    refunds: openCollection(database, id, 'paypal refund', refundFacts, ['capture']),
    disputes: openCollection(database, id, 'paypal dispute', disputeFacts, ['updated']),
    transactions: openCollection(database, id, 'paypal transaction', transactionFacts),
    events: openCollection(database, id, 'paypal event', eventFacts),
  };
};

export type PaypalAccount = ReturnType<typeof openAccount>;
