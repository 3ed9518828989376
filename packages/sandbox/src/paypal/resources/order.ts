import * as z from 'zod';
import { money } from '../money.ts';
import { orderTime } from '../times.ts';
import { capture, type CaptureFacts } from './capture.ts';
import { BUYER, kept, link, type Link, paidFor, present } from './common.ts';
import { refund, type RefundFacts } from './refund.ts';

/** What PayPal names by capitals, such as an issue. */
const name = z.string().regex(/^[0-9A-Z_]{1,255}$/);

/** What the capture of an order will come to: chosen on the approval page. */
export const captureOutcome = z.strictObject({
  /** `refused` is answered with 422, and there is no capture. */
  capture: z.enum(['completed', 'pending', 'declined', 'refused']).default('completed'),
  /** Why it is refused: https://developer.paypal.com/api/rest/reference/orders/v2/errors. */
  issue: name.default('INSTRUMENT_DECLINED'),
  /** Why it is pending or declined, where it is not for PayPal's most common reason. */
  reason: name.optional(),
  /** What the card's processor said of a decline, such as `5120` for too little money. */
  responseCode: name.optional(),
});

export type CaptureOutcome = z.infer<typeof captureOutcome>;

/** What we keep of an order. */
export const orderFacts = z.object({
  ...kept,
  ...paidFor,
  object: z.literal('order'),
  status: z.enum(['CREATED', 'PAYER_ACTION_REQUIRED', 'APPROVED', 'COMPLETED']),
  reference_id: z.string(),
  description: z.string().nullable(),
  soft_descriptor: z.string().nullable(),
  /** An order that names its payment source is shown with it, and with another link to the approval page. */
  has_payment_source: z.boolean(),
  return_url: z.string().nullable(),
  cancel_url: z.string().nullable(),
  user_action: z.enum(['CONTINUE', 'PAY_NOW']),
  brand_name: z.string().nullable(),
  /** What capturing gives, in the place of what was asked for where a control says so. */
  approval: z
    .object({ outcome: captureOutcome.prefault({}), amount: z.int(), currency: z.string() })
    .nullable(),
  capture: z.string().nullable(),
});

export type OrderFacts = z.infer<typeof orderFacts>;

/** What was paid by an order, and what went back of it. */
export type Payments = { captures: readonly CaptureFacts[]; refunds: readonly RefundFacts[] };

/** Where orders are approved. */
export const approvalUrl = (id: string, url: string): string => `${url}/checkoutnow?token=${id}`;

const linksOf = ({ id, status, has_payment_source: hasSource }: OrderFacts, url: string): Link[] => {
  const self = `${url}/v2/checkout/orders/${id}`;
  const capturing = [link(self, 'update', 'PATCH'), link(`${self}/capture`, 'capture', 'POST')];
  switch (status) {
    case 'CREATED':
    case 'PAYER_ACTION_REQUIRED':
      return hasSource
        ? [link(self, 'self'), link(approvalUrl(id, url), 'payer-action')]
        : [link(self, 'self'), link(approvalUrl(id, url), 'approve'), ...capturing];
    case 'APPROVED':
      return [link(self, 'self'), ...capturing];
    case 'COMPLETED':
      return [link(self, 'self')];
  }
};

const paymentSource = ({ status, has_payment_source: hasSource }: OrderFacts) => {
  const isApproved = status === 'APPROVED' || status === 'COMPLETED';
  const { payer_id: account_id, ...buyer } = BUYER;
  if (isApproved) return { payment_source: { paypal: { ...buyer, account_id, account_status: 'VERIFIED' } } };
  return hasSource ? { payment_source: { paypal: {} } } : {};
};

const paid = ({ captures, refunds }: Payments, url: string) => ({
  captures: captures.map((facts) => capture(facts, url)),
  ...(refunds.length === 0 ? {} : { refunds: refunds.map((facts) => refund(facts, url)) }),
});

/** `return=minimal`: https://developer.paypal.com/api/rest/requests/#http-request-headers */
export const minimalOrder = (facts: OrderFacts, url: string) => ({
  id: facts.id,
  status: facts.status,
  links: linksOf(facts, url),
});

/** What an answer has when the request did not ask for the whole representation. */
export const orderInBrief = (facts: OrderFacts, payments: Payments, url: string) => ({
  id: facts.id,
  status: facts.status,
  ...paymentSource(facts),
  ...(payments.captures.length === 0
    ? {}
    : {
        purchase_units: [{ reference_id: facts.reference_id, payments: paid(payments, url) }],
        payer: BUYER,
      }),
  links: linksOf(facts, url),
});

/** https://developer.paypal.com/docs/api/orders/v2/#orders_get */
export const order = (facts: OrderFacts, payments: Payments, url: string, merchant: string) => {
  const isApproved = facts.status === 'APPROVED' || facts.status === 'COMPLETED';
  return {
    id: facts.id,
    intent: 'CAPTURE',
    status: facts.status,
    ...paymentSource(facts),
    purchase_units: [
      {
        reference_id: facts.reference_id,
        amount: money(facts.amount, facts.currency),
        payee: { email_address: 'merchant@example.com', merchant_id: merchant },
        ...present({
          description: facts.description,
          custom_id: facts.custom_id,
          invoice_id: facts.invoice_id,
          soft_descriptor: facts.soft_descriptor,
        }),
        ...(payments.captures.length === 0 ? {} : { payments: paid(payments, url) }),
      },
    ],
    ...(isApproved ? { payer: BUYER } : {}),
    create_time: orderTime(facts.created),
    ...(isApproved ? { update_time: orderTime(facts.updated) } : {}),
    links: linksOf(facts, url),
  };
};
