import type { PaypalAccount } from './account.ts';
import { capture, type CaptureFacts } from './resources/capture.ts';
import { dispute } from './resources/dispute.ts';
import type { DisputeFacts } from './resources/dispute-facts.ts';
import { minimalOrder, order, type OrderFacts, orderInBrief, type Payments } from './resources/order.ts';
import { refund, type RefundFacts, refundLinks } from './resources/refund.ts';

export type Kept = OrderFacts | CaptureFacts | RefundFacts | DisputeFacts;

const paymentsOf = ({ captures, refunds }: PaypalAccount, { capture: id }: OrderFacts): Payments => {
  const captured = id === null ? undefined : captures.get(id);
  if (captured === undefined) return { captures: [], refunds: [] };
  return {
    captures: [captured],
    refunds: captured.refunded === 0 ? [] : refunds.list({ limit: 100, where: { capture: [captured.id] } }),
  };
};

/** @returns what the API and the webhooks show of something that we keep */
export const show = (account: PaypalAccount, facts: Kept): object => {
  switch (facts.object) {
    case 'order':
      return order(facts, paymentsOf(account, facts), account.url, account.id);
    case 'capture':
      return capture(facts, account.url);
    case 'refund':
      return refund(facts, account.url);
    case 'dispute':
      return dispute(facts, account.url, account.id);
  }
};

/**
 * @returns what a request that changes something is answered with, unless it says `Prefer: return=representation`:
 * https://developer.paypal.com/api/rest/requests/#http-request-headers
 */
export const showInBrief = (account: PaypalAccount, facts: Kept): object => {
  if (facts.object === 'order') {
    return facts.capture !== null && account.controls.get().minimalCaptures
      ? minimalOrder(facts, account.url)
      : orderInBrief(facts, paymentsOf(account, facts), account.url);
  }
  if (facts.object === 'refund') {
    return { id: facts.id, status: 'COMPLETED', links: refundLinks(facts, account.url) };
  }
  return show(account, facts);
};
