import * as z from 'zod';
import type { Operation } from './call.ts';
import { leastOf, mostOf, readable, stepOf } from './currencies.ts';
import { invalid } from './errors.ts';
import { nowInSeconds } from '../clock.ts';
import { randomCharacters, stripeId } from './ids.ts';
import {
  boolean,
  currencyParameter,
  expandParameter,
  integer,
  metadataParameter,
  parseParameters,
  text,
  urlParameter,
} from './parameters.ts';
import { checkoutSession } from './resources/checkout-session.ts';

const lineItem = z.strictObject({
  price_data: z
    .strictObject({
      currency: currencyParameter,
      product_data: z.strictObject({
        name: text(250),
        description: text(40_000).optional(),
        images: z.array(urlParameter).max(8).optional(),
        metadata: metadataParameter,
      }),
      unit_amount: integer(0),
    })
    .refine(({ currency, unit_amount: amount }) => amount % stepOf(currency) === 0, {
      path: ['unit_amount'],
      error: 'this currency has fewer decimals than its amounts have',
    }),
  quantity: integer(1, 999_999),
});

/** https://docs.stripe.com/api/checkout/sessions/create, as far as a one-time payment needs it. */
const schema = z.strictObject({
  mode: z.literal('payment'),
  line_items: z.array(lineItem).min(1).max(100),
  success_url: urlParameter,
  cancel_url: urlParameter.optional(),
  client_reference_id: text(200).optional(),
  customer_email: z.email().max(800).optional(),
  metadata: metadataParameter,
  payment_intent_data: z
    .strictObject({
      metadata: metadataParameter,
      description: text(1_000).optional(),
      receipt_email: z.email().optional(),
      statement_descriptor: text(22).optional(),
      statement_descriptor_suffix: text(22).optional(),
    })
    .prefault({}),
  adaptive_pricing: z.strictObject({ enabled: boolean.optional() }).optional(),
  expires_at: integer(0).optional(),
  locale: text(10).optional(),
  submit_type: z.enum(['auto', 'book', 'donate', 'pay']).optional(),
  ui_mode: z.literal('hosted_page').optional(),
  expand: expandParameter,
});

const MIN_LIFETIME_S = 30 * 60;
const MAX_LIFETIME_S = 24 * 60 * 60;

/** https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const demandChargeable = (total: number, currency: string): void => {
  if (total > 0 && total < leastOf(currency)) {
    const least = readable(leastOf(currency), currency);
    throw invalid(`The total must be at least ${least}`, undefined, 'amount_too_small');
  }
  if (total > mostOf(currency)) {
    const most = readable(mostOf(currency), currency);
    throw invalid(`The total must be at most ${most}`, undefined, 'amount_too_large');
  }
};

export const createSession: Operation = ({ account, parameters }) => {
  const given = parseParameters(schema, parameters);
  const created = nowInSeconds();
  const expiresAt = given.expires_at ?? created + MAX_LIFETIME_S;
  if (expiresAt < created + MIN_LIFETIME_S || expiresAt > created + MAX_LIFETIME_S) {
    throw invalid('expires_at must be between 30 minutes and 24 hours from now', 'expires_at');
  }
  const currencies = new Set(given.line_items.map((item) => item.price_data.currency));
  const [currency] = currencies;
  if (currency === undefined || currencies.size > 1) {
    throw invalid('All line items must be in one currency', 'line_items');
  }
  const total = given.line_items.reduce((sum, item) => sum + item.price_data.unit_amount * item.quantity, 0);
  demandChargeable(total, currency);
  const { payment_intent_data: payment } = given;
  const session = account.sessions.put({
    id: `cs_test_a1${randomCharacters(58)}`,
    object: 'checkout.session',
    created,
    status: 'open',
    payment_status: total === 0 ? 'no_payment_required' : 'unpaid',
    amount_total: total,
    currency,
    line_items: given.line_items.map(({ price_data: { product_data: product, unit_amount }, quantity }) => ({
      id: stripeId('li'),
      price: stripeId('price'),
      product: stripeId('prod', 14),
      name: product.name,
      description: product.description ?? null,
      quantity,
      unit_amount,
    })),
    client_reference_id: given.client_reference_id ?? null,
    customer_email: given.customer_email ?? null,
    metadata: given.metadata,
    payment_intent_data: {
      metadata: payment.metadata,
      description: payment.description ?? null,
      receipt_email: payment.receipt_email ?? null,
      statement_descriptor: payment.statement_descriptor ?? null,
      statement_descriptor_suffix: payment.statement_descriptor_suffix ?? null,
    },
    adaptive_pricing: given.adaptive_pricing?.enabled ?? true,
    locale: given.locale ?? null,
    submit_type: given.submit_type ?? null,
    success_url: given.success_url,
    cancel_url: given.cancel_url ?? null,
    expires_at: expiresAt,
    payment_intent: null,
    payer_email: null,
  });
  account.agenda.at(expiresAt * 1000, account.id, 'session.expire', session.id);
  return checkoutSession(session, account.url);
};
