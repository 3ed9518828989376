import * as z from 'zod';
import { instantInput } from '../../kernel/clock.ts';
import { accountId, recordId } from '../../kernel/ids.ts';
import type { RefundStatus } from '../../table/items/payment-status.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { PaymentFact } from '../message.ts';
import type { ProviderError } from '../provider-error.ts';
import type { FactPage, FactSource, Skipped, WindowTooLarge } from '../source.ts';
import type { Paypal } from './client.ts';
import { isPaypalCurrency, paypalMoney } from './money.ts';

/** PayPal's largest page. */
const PAGE_SIZE = 500;

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

/** The readable fields of a line in an undocumented form. */
const oddTransaction = z.object({
  transaction_info: z.object({
    transaction_id: z.string().min(1).max(255),
    transaction_event_code: z.string(),
    invoice_id: recordId.optional().catch(undefined),
    transaction_amount: z.object({ currency_code: z.string() }).optional().catch(undefined),
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
    // Payments by the agency to others are ignored.
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
      page_size: String(PAGE_SIZE),
      page: page ?? '1',
    });
    const read = await paypal(
      { method: 'GET', path: `/v1/reporting/transactions?${query.toString()}` },
      report,
    );
    if (!read.ok) return turnedDown(read.error);
    const facts: PaymentFact[] = [];
    const skipped: Skipped[] = [];
    for (const line of read.value.transaction_details) {
      const { data, error } = transaction.safeParse(line);
      const fact = data && factOf(data.transaction_info);
      if (fact) facts.push(fact);
      if (error) skipped.push(...oddLine(line, error));
    }
    const current = Number(page ?? 1);
    return ok({ facts, skipped, next: current < read.value.total_pages ? String(current + 1) : null });
  };

/** What PayPal says of a window that is younger than its report: that there is no data yet. */
const NO_DATA_YET_STATUS = 404;

const turnedDown = (error: ProviderError): Result<FactPage, ProviderError | WindowTooLarge> => {
  if (error.issue === 'RESULTSET_TOO_LARGE') return err({ code: 'window_too_large' });
  return error.status === NO_DATA_YET_STATUS ? ok({ facts: [], next: null }) : err(error);
};

/** @returns a line to look at, where it may be about a payment of ours: money that we sell for, by a code that we read */
const oddLine = (line: unknown, { issues }: z.ZodError): Skipped[] => {
  const { transaction_info: info } = oddTransaction.safeParse(line).data ?? {};
  const { transaction_event_code: code = '', transaction_amount: money, invoice_id: invoice } = info ?? {};
  const isOurs = code.startsWith('T00') ? invoice !== undefined : causes.has(code);
  if (!info || !isOurs || (money && !isPaypalCurrency(money.currency_code))) return [];
  return [{ id: info.transaction_id, issue: issues.map(({ path }) => path.join('.')).join(' ') }];
};
