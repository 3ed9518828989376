import type * as z from 'zod';
import type { receiptView } from '../http/routes/views.ts';
import type { Page } from '../table/list.ts';
import type { Receipt } from '../table/items/receipt.ts';

type View = z.input<typeof receiptView>;

/** A page of receipts, without those of payments that have no checkout. */
export const receiptPage = ({ items, cursor }: Page<Receipt>) => ({
  items: items.flatMap((receipt) => viewOf(receipt) ?? []),
  cursor,
});

/** A receipt as its customer sees it. @returns undefined for a payment without a checkout */
export const viewOf = (receipt: Receipt): View | undefined => {
  const { provider, paymentId, checkoutId, payment, refunds, disputes, applied, creditedAt } = receipt;
  if (!payment || checkoutId === undefined) return undefined;
  return {
    id: `${provider}_${paymentId}`,
    status: statusOf(receipt, payment.status),
    provider,
    paymentId,
    checkoutId,
    price: payment.money,
    credits: applied,
    ...(payment.status === 'paid' && { paidAt: payment.at }),
    ...(creditedAt !== undefined && { creditedAt }),
    refunds: Object.entries(refunds).map(([id, refund]) => ({ id, ...refund })),
    disputes: Object.entries(disputes).map(([id, { status, money, at }]) => ({ id, status, money, at })),
  };
};

const statusOf = (
  { flag, payment, refunds, disputes }: Receipt,
  status: NonNullable<Receipt['payment']>['status'],
): View['status'] => {
  if (flag) return 'under_review';
  if (status !== 'paid') return status;
  if (Object.values(disputes).some((dispute) => dispute.status === 'open' || dispute.status === 'lost'))
    return 'disputed';
  const back = Object.values(refunds).reduce(
    (sum, refund) => sum + (refund.status === 'failed' ? 0 : refund.money.amount),
    0,
  );
  if (back === 0) return 'paid';
  return back < (payment?.money.amount ?? 0) ? 'partly_refunded' : 'refunded';
};
