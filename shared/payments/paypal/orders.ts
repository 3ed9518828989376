import { err, ok, type Result } from '../../kernel/result.ts';
import { firstCharacters } from '../../kernel/text.ts';
import type { Checkout } from '../../table/items/checkout.ts';
import { comeBack } from '../come-back.ts';
import type { ProviderError } from '../provider-error.ts';
import type { Paypal } from './client.ts';
import { toPaypal } from './money.ts';
import { paypalOrder } from './objects.ts';

/** Characters; PayPal cuts off what is longer. */
const MAX_DESCRIPTION_LENGTH = 127;

/**
 * Opens the order for a checkout, which its customer approves in PayPal's page. The checkout's id is the request's:
 * asked again, PayPal answers with the same order. It is also the invoice's: PayPal takes one payment for an invoice.
 * Whose it is, our own records say: an account's id may be longer than PayPal's fields, and its report leaves out some
 * characters.
 * @see https://developer.paypal.com/docs/api/orders/v2/#orders_create
 */
export const openPaypalOrder = async (
  paypal: Paypal,
  { id, price, label, returnUrl }: Checkout,
): Promise<Result<{ id: string; url: string }, ProviderError>> => {
  const amount = toPaypal(price);
  if (!amount) return err({ code: 'provider_refused' });
  const unit = {
    amount,
    invoice_id: id,
    description: firstCharacters(label, MAX_DESCRIPTION_LENGTH),
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
  if (!opened.ok) return opened;
  const url = opened.value.links.find(({ rel }) => rel === 'payer-action' || rel === 'approve')?.href;
  return url === undefined ? err({ code: 'provider_refused' }) : ok({ id: opened.value.id, url });
};
