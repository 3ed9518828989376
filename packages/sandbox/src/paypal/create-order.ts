import * as z from 'zod';
import type { Operation } from './call.ts';
import { invalidRequest } from './errors.ts';
import { paypalId } from './ids.ts';
import { readAmount } from './money.ts';
import { parseBody } from './requests.ts';
import { nowInSeconds } from '../clock.ts';

const text = (max: number) => z.string().min(1).max(max);

const purchaseUnit = z.object({
  amount: z.object({ currency_code: z.string().length(3), value: text(32) }),
  reference_id: text(256).default('default'),
  custom_id: text(127).optional(),
  invoice_id: text(127).optional(),
  description: text(3_000).optional(),
  soft_descriptor: text(22).optional(),
});

const address = z.url({ protocol: /^https?$/ }).max(4_000);

const context = z.object({
  return_url: address.optional(),
  cancel_url: address.optional(),
  user_action: z.enum(['CONTINUE', 'PAY_NOW']).default('CONTINUE'),
  brand_name: text(127).optional(),
});

/** https://developer.paypal.com/docs/api/orders/v2/#orders_create, as far as a payment of one unit needs it. */
const schema = z.object({
  intent: z.literal('CAPTURE', { error: 'The sandbox captures orders, and authorizes none' }),
  purchase_units: z.array(purchaseUnit).length(1, 'The sandbox takes one purchase unit'),
  payment_source: z.object({ paypal: z.object({ experience_context: context.prefault({}) }) }).optional(),
  application_context: context.prefault({}),
});

export const createOrder: Operation = ({ account, body, requestId }) => {
  const given = parseBody(schema, body);
  if (given.payment_source !== undefined && requestId === undefined) {
    throw invalidRequest({
      field: 'PayPal-Request-Id',
      location: 'header',
      issue: 'PAYPAL_REQUEST_ID_REQUIRED',
      description: 'An order with a payment source needs a PayPal-Request-Id',
    });
  }
  const [unit] = given.purchase_units;
  if (unit === undefined) throw new Error('the schema asks for one purchase unit');
  const { return_url, cancel_url, user_action, brand_name } =
    given.payment_source?.paypal.experience_context ?? given.application_context;
  const now = nowInSeconds();
  const order = account.orders.put({
    id: paypalId(),
    object: 'order',
    created: now,
    updated: now,
    status: given.payment_source === undefined ? 'CREATED' : 'PAYER_ACTION_REQUIRED',
    amount: readAmount(unit.amount, '/purchase_units/0/amount'),
    currency: unit.amount.currency_code,
    reference_id: unit.reference_id,
    custom_id: unit.custom_id ?? null,
    invoice_id: unit.invoice_id ?? null,
    description: unit.description ?? null,
    soft_descriptor: unit.soft_descriptor ?? null,
    has_payment_source: given.payment_source !== undefined,
    return_url: return_url ?? null,
    cancel_url: cancel_url ?? null,
    user_action,
    brand_name: brand_name ?? null,
    approval: null,
    capture: null,
  });
  return { status: 201, facts: order };
};
