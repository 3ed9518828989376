import type { PaypalAccount } from './account.ts';
import type { Operation } from './call.ts';
import { notFound, unprocessable } from './errors.ts';
import { tell } from './events.ts';
import { captureOrder } from './payments.ts';
import type { CaptureResult, OrderFacts } from './resources/order.ts';
import { nowInSeconds } from './times.ts';

/** What a payment is reported with in place of what was asked for. */
export type Reported = { amount?: number | undefined; currency?: string | undefined };

export const isOpen = ({ status }: OrderFacts): boolean =>
  status === 'CREATED' || status === 'PAYER_ACTION_REQUIRED';

/** The buyer agrees to pay; no money moves until the order is captured. Any but an open order stays as it is. */
export const approveOrder = (
  account: PaypalAccount,
  order: OrderFacts,
  result: CaptureResult,
  reported: Reported = {},
): OrderFacts => {
  if (!isOpen(order)) return order;
  const { reportAmount, reportCurrency } = account.controls.get();
  const approved = account.orders.put({
    ...order,
    status: 'APPROVED',
    updated: nowInSeconds(),
    approval: {
      result,
      amount: reported.amount ?? reportAmount ?? order.amount,
      currency: (reported.currency ?? reportCurrency ?? order.currency).toUpperCase(),
    },
  });
  tell(account, 'CHECKOUT.ORDER.APPROVED', approved);
  return approved;
};

/** By default a business account takes one payment for an invoice. */
const demandNewInvoice = (account: PaypalAccount, invoice: string | null): void => {
  if (invoice === null) return;
  const earlier = account.captures.list({ limit: 10, where: { invoice_id: [invoice] } });
  if (earlier.some(({ status }) => status !== 'DECLINED')) {
    throw unprocessable('DUPLICATE_INVOICE_ID', 'There is a payment for this invoice already');
  }
};

/** https://developer.paypal.com/docs/api/orders/v2/#orders_capture */
export const captureApproved: Operation = ({ account, id }) => {
  const order = account.orders.get(id);
  if (order === undefined) throw notFound(id);
  if (order.capture !== null) {
    throw unprocessable('ORDER_ALREADY_CAPTURED', 'An order is captured once only');
  }
  if (order.approval === null) {
    throw unprocessable('ORDER_NOT_APPROVED', 'The buyer has not approved this order');
  }
  demandNewInvoice(account, order.invoice_id);
  return { status: 201, facts: captureOrder(account, order, order.approval) };
};
