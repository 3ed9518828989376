import * as z from 'zod';
import { money } from '../money.ts';
import { orderTime } from '../times.ts';
import { kept, link, paidFor, present } from './common.ts';

/** What we keep of a captured payment. */
export const captureFacts = z.object({
  ...kept,
  ...paidFor,
  object: z.literal('capture'),
  status: z.enum(['COMPLETED', 'PENDING', 'DECLINED', 'PARTIALLY_REFUNDED', 'REFUNDED']),
  reason: z.string().nullable(),
  response_code: z.string().nullable().default(null),
  order: z.string(),
  fee: z.int(),
  /** All that went back to the buyer so far, by refunds and reversals. */
  refunded: z.int(),
});

export type CaptureFacts = z.infer<typeof captureFacts>;

const breakdown = ({ amount, fee, currency }: CaptureFacts) => ({
  gross_amount: money(amount, currency),
  paypal_fee: money(fee, currency),
  net_amount: money(amount - fee, currency),
});

/** https://developer.paypal.com/docs/api/payments/v2/#captures_get */
export const capture = (facts: CaptureFacts, url: string) => {
  const self = `${url}/v2/payments/captures/${facts.id}`;
  const isPaid = facts.status !== 'PENDING' && facts.status !== 'DECLINED';
  return {
    id: facts.id,
    status: facts.status,
    ...(facts.reason === null ? {} : { status_details: { reason: facts.reason } }),
    ...(facts.response_code === null ? {} : { processor_response: { response_code: facts.response_code } }),
    amount: money(facts.amount, facts.currency),
    final_capture: true,
    disbursement_mode: 'INSTANT',
    seller_protection: {
      status: 'ELIGIBLE',
      dispute_categories: ['ITEM_NOT_RECEIVED', 'UNAUTHORIZED_TRANSACTION'],
    },
    ...(isPaid ? { seller_receivable_breakdown: breakdown(facts) } : {}),
    ...present({ custom_id: facts.custom_id, invoice_id: facts.invoice_id }),
    supplementary_data: { related_ids: { order_id: facts.order } },
    create_time: orderTime(facts.created),
    update_time: orderTime(facts.updated),
    links: [
      link(self, 'self'),
      link(`${self}/refund`, 'refund', 'POST'),
      link(`${url}/v2/checkout/orders/${facts.order}`, 'up'),
    ],
  };
};
