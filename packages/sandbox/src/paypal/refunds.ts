import * as z from 'zod';
import type { PaypalAccount } from './account.ts';
import type { Operation } from './call.ts';
import { notFound, unprocessable } from './errors.ts';
import { emit } from './events.ts';
import { isContested } from './find-disputes.ts';
import { paypalId } from './ids.ts';
import { readAmount } from './money.ts';
import { parseBody } from './requests.ts';
import type { CaptureFacts } from './resources/capture.ts';
import type { RefundFacts } from './resources/refund.ts';
import { nowInSeconds } from '../clock.ts';
import { book, rebook } from './transactions.ts';

type GoingBack = Pick<RefundFacts, 'amount' | 'cause' | 'note'> & { invoiceId?: string | undefined };

/** @returns what can still go back of a capture */
export const leftOf = ({ amount, refunded }: CaptureFacts): number => amount - refunded;

export const isPaid = ({ status }: CaptureFacts): boolean => status !== 'PENDING' && status !== 'DECLINED';

/** Gives money back to the buyer; the caller has made sure that there is so much left. */
export const giveBack = (
  account: PaypalAccount,
  capture: CaptureFacts,
  { amount, cause, note, invoiceId }: GoingBack,
): RefundFacts => {
  const now = nowInSeconds();
  const total = capture.refunded + amount;
  const made = account.refunds.put({
    id: paypalId(),
    object: 'refund',
    created: now,
    updated: now,
    cause,
    capture: capture.id,
    amount,
    currency: capture.currency,
    custom_id: capture.custom_id,
    invoice_id: invoiceId ?? capture.invoice_id,
    note,
    total,
  });
  const isWhole = total === capture.amount;
  account.captures.put({
    ...capture,
    status: isWhole ? 'REFUNDED' : 'PARTIALLY_REFUNDED',
    refunded: total,
    updated: now,
  });
  if (isWhole) rebook(account, capture.id, { status: 'V' });
  book(account, capture, { transaction: made.id, kind: cause, amount: -amount });
  emit(account, cause === 'refund' ? 'PAYMENT.CAPTURE.REFUNDED' : 'PAYMENT.CAPTURE.REVERSED', made);
  return made;
};

/** Throws PayPal's refusal when the merchant can't give so much of this capture back. */
export const demandRefundable = (account: PaypalAccount, capture: CaptureFacts, amount: number): void => {
  const left = leftOf(capture);
  if (!isPaid(capture)) throw unprocessable('INVALID_CAPTURE_STATUS', `The capture is ${capture.status}`);
  if (left === 0) throw unprocessable('CAPTURE_FULLY_REFUNDED', 'All of this capture was refunded already');
  if (amount > left) throw unprocessable('REFUND_AMOUNT_EXCEEDED', 'Less than that is left to refund');
  if (amount < left && isContested(account, capture.id)) {
    const description = 'While a capture is disputed, only all of it can be refunded';
    throw unprocessable('CAPTURE_DISPUTED_PARTIAL_REFUND_NOT_ALLOWED', description);
  }
};

const schema = z.object({
  amount: z.object({ currency_code: z.string(), value: z.string().min(1).max(32) }).optional(),
  invoice_id: z.string().min(1).max(127).optional(),
  note_to_payer: z.string().min(1).max(255).optional(),
});

/** https://developer.paypal.com/docs/api/payments/v2/#captures_refund */
export const refundCapture: Operation = ({ account, id, body }) => {
  const capture = account.captures.get(id);
  if (capture === undefined) throw notFound(id);
  const wanted = parseBody(schema, body);
  const amount = wanted.amount === undefined ? leftOf(capture) : readAmount(wanted.amount, '/amount');
  if (wanted.amount !== undefined && wanted.amount.currency_code !== capture.currency) {
    throw unprocessable('REFUND_CAPTURE_CURRENCY_MISMATCH', 'The capture is in another currency');
  }
  demandRefundable(account, capture, amount);
  const note = wanted.note_to_payer ?? null;
  const refund = giveBack(account, capture, { amount, cause: 'refund', note, invoiceId: wanted.invoice_id });
  return { status: 201, facts: refund };
};
