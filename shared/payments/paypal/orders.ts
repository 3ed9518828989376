import { log } from '../../kernel/log.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { firstCharacters } from '../../kernel/text.ts';
import type { PaymentFact } from '../message.ts';
import type { Checkout } from '../../table/items/checkout.ts';
import { comeBack } from '../come-back.ts';
import type { ProviderError } from '../provider-error.ts';
import type { Paypal } from './client.ts';
import { toPaypal } from './money.ts';
import { paypalOrder, type PaypalOrder } from './objects.ts';
import { captured } from './statements.ts';

/** Characters; PayPal cuts off what is longer. */
const DESCRIPTION = 127;

/**
 * Opens the order for a checkout, which its customer approves in PayPal's page. The checkout's id is the request's:
 * asked again, PayPal answers with the same order. It is also the invoice's: PayPal takes one payment for an invoice.
 * @see https://developer.paypal.com/docs/api/orders/v2/#orders_create
 */
export const openPaypalOrder = async (
  paypal: Paypal,
  { id, account, price, label, returnUrl }: Checkout,
): Promise<Result<{ id: string; url: string }, ProviderError>> => {
  const amount = toPaypal(price);
  if (!amount) return err({ code: 'provider_refused' });
  const unit = {
    amount,
    custom_id: account,
    invoice_id: id,
    description: firstCharacters(label, DESCRIPTION),
  };
  const experience = {
    user_action: 'PAY_NOW',
    shipping_preference: 'NO_SHIPPING',
    return_url: comeBack(returnUrl, id, 'success'),
    cancel_url: comeBack(returnUrl, id, 'cancelled'),
  };
  const opened = await paypal(
    {
      method: 'POST',
      path: '/v2/checkout/orders',
      requestId: id,
      body: {
        intent: 'CAPTURE',
        purchase_units: [unit],
        payment_source: { paypal: { experience_context: experience } },
      },
    },
    paypalOrder,
  );
  if (!opened.ok) return err({ code: opened.error.code });
  const url = opened.value.links.find(({ rel }) => rel === 'payer-action' || rel === 'approve')?.href;
  return url === undefined ? err({ code: 'provider_refused' }) : ok({ id: opened.value.id, url });
};

/**
 * Takes the payment for a checkout whose order was approved, or reads it where that has happened already.
 * @see https://developer.paypal.com/docs/api/orders/v2/#orders_capture
 * @param order PayPal's id of the checkout's order
 * @returns nothing where there is nothing to take: not approved yet, declined, or too late
 */
export const capturePaypalOrder = async (
  paypal: Paypal,
  checkout: Checkout,
  order: string,
): Promise<Result<PaymentFact[], ProviderError>> => {
  const path = `/v2/checkout/orders/${encodeURIComponent(order)}`;
  const taken = await paypal(
    { method: 'POST', path: `${path}/capture`, requestId: `${checkout.id}-capture`, body: {} },
    paypalOrder,
  );
  if (taken.ok) return ok(paymentsOf(taken.value, checkout));
  const { error } = taken;
  if (error.code === 'provider_unreachable') return err(error);
  if (error.issue === 'ORDER_ALREADY_CAPTURED') {
    const read = await paypal({ method: 'GET', path }, paypalOrder);
    return read.ok ? ok(paymentsOf(read.value, checkout)) : err({ code: read.error.code });
  }
  // These are about the order and its buyer; any other refusal is about us.
  if (error.status !== 422 && error.status !== 404) return err({ code: error.code });
  log.info('paypal order not captured', {
    agency: checkout.agency,
    checkout: checkout.id,
    issue: error.issue,
  });
  return ok([]);
};

/** PayPal's shorter answers leave out what we gave the order; that it is this checkout's order, we know ourselves. */
const paymentsOf = (order: PaypalOrder, { id, account }: Checkout): PaymentFact[] =>
  order.purchase_units
    .flatMap(({ payments }) => payments?.captures ?? [])
    .map((capture) => captured({ ...capture, invoice_id: id, custom_id: account }));
