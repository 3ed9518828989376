import * as z from 'zod';
import { instantInput } from '../../kernel/clock.ts';
import { accountId, recordId } from '../../kernel/ids.ts';
import type { RefundStatus } from '../../table/items/payment-status.ts';
import { ok } from '../../kernel/result.ts';
import type { PaymentFact } from '../message.ts';
import type { FactSource } from '../source.ts';
import type { Paypal } from './client.ts';
import { paypalMoney } from './money.ts';

/** PayPal's largest page. */
const PAGE = 500;

/** Money that went out is written with a minus. */
const moved = z
  .object({ currency_code: z.string(), value: z.string() })
  .transform(({ currency_code, value }) => ({
    isOut: value.startsWith('-'),
    money: { currency_code, value: value.replace(/^-/, '') },
  }))
  .pipe(z.object({ isOut: z.boolean(), money: paypalMoney }));

/** The report writes its times without a colon in the offset. */
const time = z
  .string()
  .transform((text) => text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  .pipe(instantInput);

const transaction = z.object({
  transaction_info: z.object({
    transaction_id: z.string().min(1).max(255),
    transaction_event_code: z.string(),
    transaction_status: z.string(),
    transaction_initiation_date: time,
    paypal_reference_id: z.string().min(1).max(255).optional(),
    invoice_id: recordId.optional().catch(undefined),
    custom_field: accountId.optional().catch(undefined),
    transaction_amount: moved,
  }),
});

const report = z.object({
  transaction_details: z.array(z.unknown()).default([]),
  total_pages: z.int().default(1),
});

type Transaction = z.infer<typeof transaction>['transaction_info'];

/** S succeeded, P pending, D denied, V reversed (which is a transaction of its own). */
const refundStatuses: ReadonlyMap<string, RefundStatus> = new Map([
  ['S', 'succeeded'],
  ['P', 'pending'],
  ['D', 'failed'],
]);

/**
 * @see https://developer.paypal.com/docs/transaction-search/transaction-event-codes/
 * @returns undefined for what is neither a payment nor its way back: fees, holds, withdrawals
 */
const factOf = (info: Transaction): PaymentFact | undefined => {
  const { transaction_event_code: code, transaction_id: id } = info;
  const { isOut, money } = info.transaction_amount;
  const at = info.transaction_initiation_date;
  if (code.startsWith('T00')) {
    // What the agency itself paid to others is none of our business.
    if (isOut) return undefined;
    return {
      type: 'payment',
      paymentId: id,
      status:
        info.transaction_status === 'P' ? 'pending' : info.transaction_status === 'D' ? 'failed' : 'paid',
      money,
      at,
      ...(info.invoice_id !== undefined && { checkoutId: info.invoice_id }),
      ...(info.custom_field !== undefined && { account: info.custom_field }),
    };
  }
  const cause = causes.get(code);
  const status = refundStatuses.get(info.transaction_status);
  const paymentId = info.paypal_reference_id;
  if (!cause || !status || paymentId === undefined) return undefined;
  return { type: 'refund', paymentId, refundId: id, cause, status, money, at };
};

/** Refunds, and what carries out a dispute: reversals and chargebacks. */
const causes: ReadonlyMap<string, 'refund' | 'reversal'> = new Map([
  ['T1107', 'refund'],
  ['T1106', 'reversal'],
  ['T1201', 'reversal'],
]);

/**
 * The transactions of an agency's PayPal account, hours after they happened.
 * @see https://developer.paypal.com/docs/api/transaction-search/v1/
 */
export const paypalReport =
  (paypal: Paypal): FactSource =>
  async ({ from, to }, page) => {
    const query = new URLSearchParams({
      start_date: from,
      end_date: to,
      fields: 'transaction_info',
      page_size: String(PAGE),
      page: page ?? '1',
    });
    const read = await paypal(
      { method: 'GET', path: `/v1/reporting/transactions?${query.toString()}` },
      report,
    );
    if (!read.ok) return read;
    const facts = read.value.transaction_details.flatMap((one) => {
      const { data } = transaction.safeParse(one);
      return (data && factOf(data.transaction_info)) ?? [];
    });
    const current = Number(page ?? 1);
    return ok({ facts, next: current < read.value.total_pages ? String(current + 1) : null });
  };
