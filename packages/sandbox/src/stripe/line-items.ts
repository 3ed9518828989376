import { Stripe } from 'stripe';
import type { SessionFacts } from './resources/checkout-session.ts';

const price = (session: SessionFacts, item: SessionFacts['line_items'][number]): Stripe.Price => ({
  id: item.price,
  object: 'price',
  active: false,
  billing_scheme: 'per_unit',
  created: session.created,
  currency: session.currency,
  custom_unit_amount: null,
  livemode: false,
  lookup_key: null,
  metadata: {},
  nickname: null,
  product: item.product,
  recurring: null,
  tax_behavior: 'unspecified',
  tiers_mode: null,
  transform_quantity: null,
  type: 'one_time',
  unit_amount: item.unit_amount,
  unit_amount_decimal: Stripe.Decimal.from(item.unit_amount),
});

/** What a session sells, in the order in which it was asked for. */
export const lineItems = (session: SessionFacts): Stripe.LineItem[] =>
  session.line_items.map((item) => ({
    id: item.id,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: item.unit_amount * item.quantity,
    amount_tax: 0,
    amount_total: item.unit_amount * item.quantity,
    currency: session.currency,
    description: item.name,
    metadata: {},
    price: price(session, item),
    quantity: item.quantity,
  }));
