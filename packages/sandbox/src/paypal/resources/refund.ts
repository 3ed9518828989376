import * as z from 'zod';
import { money } from '../money.ts';
import { refundTime } from '../times.ts';
import { kept, link, paidFor, present } from './common.ts';

/** What we keep of money that went back: by the merchant's refund, or because PayPal reversed the payment. */
export const refundFacts = z.object({
  ...kept,
  ...paidFor,
  object: z.literal('refund'),
  cause: z.enum(['refund', 'reversal']),
  capture: z.string(),
  note: z.string().nullable(),
  /** All that went back of the capture, this refund included. */
  total: z.int(),
});

export type RefundFacts = z.infer<typeof refundFacts>;

/** https://developer.paypal.com/docs/api/payments/v2/#refunds_get; PayPal keeps its fee. */
export const refund = (facts: RefundFacts, url: string) => {
  const shown = (amount: number) => money(amount, facts.currency);
  return {
    id: facts.id,
    status: 'COMPLETED',
    amount: shown(facts.amount),
    ...present({ custom_id: facts.custom_id, invoice_id: facts.invoice_id, note_to_payer: facts.note }),
    seller_payable_breakdown: {
      gross_amount: shown(facts.amount),
      paypal_fee: shown(0),
      net_amount: shown(facts.amount),
      total_refunded_amount: shown(facts.total),
    },
    create_time: refundTime(facts.created),
    update_time: refundTime(facts.updated),
    links: refundLinks(facts, url),
  };
};

export const refundLinks = ({ id, capture }: RefundFacts, url: string) => [
  link(`${url}/v2/payments/refunds/${id}`, 'self'),
  link(`${url}/v2/payments/captures/${capture}`, 'up'),
];
