import * as z from 'zod';
import { instantInput } from '../../kernel/clock.ts';
import { accountId, recordId } from '../../kernel/ids.ts';
import { paypalMoney } from './money.ts';

/** What we need of PayPal's objects. A status is any text: PayPal may name new ones. */

const id = z.string().min(1).max(255);

/**
 * What we gave PayPal to find the payment by: the checkout; earlier versions gave the account as well. Another shop on the
 * same business account may write anything here.
 */
const ours = {
  custom_id: accountId.optional().catch(undefined),
  invoice_id: recordId.optional().catch(undefined),
};

/** @see https://developer.paypal.com/docs/api/payments/v2/#captures_get */
export const paypalCapture = z.object({
  id,
  status: z.string(),
  amount: paypalMoney,
  create_time: instantInput.optional(),
  update_time: instantInput.optional(),
  /** The bank’s response. */
  processor_response: z.object({ response_code: z.string().optional() }).optional().catch(undefined),
  ...ours,
});

const link = z.object({ rel: z.string(), href: z.string() });

/** The end of the address of a capture. */
const CAPTURE = /\/v2\/payments\/captures\/([A-Za-z0-9]+)$/;

/**
 * Money that went back of what its `up` link leads to.
 * @see https://developer.paypal.com/docs/api/payments/v2/#refunds_get
 */
export const paypalRefund = z.object({
  id,
  status: z.string(),
  amount: paypalMoney,
  create_time: instantInput,
  links: z.array(link).transform((links, context) => {
    const up = links.find(({ rel }) => rel === 'up');
    if (up) return { capture: CAPTURE.exec(up.href)?.[1] };
    context.addIssue({ code: 'custom', message: 'does not name the capture that it refunds' });
    return z.NEVER;
  }),
});

const optionalMoney = paypalMoney.optional().catch(undefined);

/**
 * PayPal promises none of these fields but the id: `dispute_asset` may take the place of the amount.
 * @see https://developer.paypal.com/docs/api/customer-disputes/v1/#disputes_get
 */
export const paypalDispute = z.object({
  dispute_id: id,
  create_time: instantInput.optional(),
  update_time: instantInput.optional(),
  status: z.string().optional(),
  dispute_life_cycle_stage: z.string().optional(),
  dispute_channel: z.string().optional(),
  dispute_amount: optionalMoney,
  dispute_outcome: z
    .object({ outcome_code: z.string().optional(), amount_refunded: optionalMoney })
    .optional(),
  disputed_transactions: z
    .array(z.object({ seller_transaction_id: id.optional(), gross_amount: optionalMoney }))
    .max(100)
    .default([]),
  money_movements: z
    .array(
      z.object({
        affected_party: z.string().optional(),
        type: z.string().optional(),
        reason: z.string().optional(),
        amount: optionalMoney,
      }),
    )
    .optional()
    .catch(undefined),
});

/** @see https://developer.paypal.com/docs/api/orders/v2/#orders_get */
export const paypalOrder = z.object({
  id,
  /** `APPROVED` is one to capture; any other has been captured, or waits for its customer, or is over. */
  status: z.string().optional(),
  links: z.array(link).default([]),
  purchase_units: z
    .array(
      z.object({ ...ours, payments: z.object({ captures: z.array(paypalCapture).optional() }).optional() }),
    )
    .default([]),
});

export type PaypalCapture = z.infer<typeof paypalCapture>;
export type PaypalRefund = z.infer<typeof paypalRefund>;
export type PaypalDispute = z.infer<typeof paypalDispute>;
export type PaypalOrder = z.infer<typeof paypalOrder>;
