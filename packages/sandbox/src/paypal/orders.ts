import type { PaypalAccount } from './account.ts';
import type { Answer, Operation } from './call.ts';
import { notFound, unprocessable } from './errors.ts';
import { emit } from './events.ts';
import { captureOrder } from './payments.ts';
import { link } from './resources/common.ts';
import { approvalUrl, type CaptureOutcome, type OrderFacts } from './resources/order.ts';
import { nowInSeconds } from '../clock.ts';

/** What a payment is reported with in place of what was asked for. */
export type Reported = { amount?: number | undefined; currency?: string | undefined };

export const isOpen = ({ status }: OrderFacts): boolean =>
  status === 'CREATED' || status === 'PAYER_ACTION_REQUIRED';

/** The buyer agrees to pay; no money moves until the order is captured. Any but an open order stays as it is. */
export const approveOrder = (
  account: PaypalAccount,
  order: OrderFacts,
  outcome: CaptureOutcome,
  reported: Reported = {},
): OrderFacts => {
  if (!isOpen(order)) return order;
  const { reportAmount, reportCurrency } = account.controls.get();
  const approved = account.orders.put({
    ...order,
    status: 'APPROVED',
    updated: nowInSeconds(),
    approval: {
      outcome,
      amount: reported.amount ?? reportAmount ?? order.amount,
      currency: (reported.currency ?? reportCurrency ?? order.currency).toUpperCase(),
    },
  });
  emit(account, 'CHECKOUT.ORDER.APPROVED', approved);
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

/** Changes what capturing an approved order will come to; undefined when there is nothing to capture any more. */
export const changeOutcome = (
  account: PaypalAccount,
  order: OrderFacts,
  outcome: CaptureOutcome,
): OrderFacts | undefined =>
  order.approval === null || order.capture !== null
    ? undefined
    : account.orders.put({ ...order, approval: { ...order.approval, outcome }, updated: nowInSeconds() });

/** After these the buyer goes to the approval page once more, for another way to pay. */
const APPROVED_ANEW: ReadonlySet<string> = new Set(['INSTRUMENT_DECLINED', 'PAYER_ACTION_REQUIRED']);

/** https://developer.paypal.com/docs/checkout/standard/customize/handle-funding-failures/ */
const refuseCapture = (account: PaypalAccount, order: OrderFacts, issue: string): Answer => {
  const description = `PayPal does not capture this order: ${issue.toLowerCase().replaceAll('_', ' ')}`;
  if (!APPROVED_ANEW.has(issue)) return { refusal: unprocessable(issue, description) };
  account.orders.put({
    ...order,
    status: order.has_payment_source ? 'PAYER_ACTION_REQUIRED' : 'CREATED',
    approval: null,
    updated: nowInSeconds(),
  });
  const links = [link(approvalUrl(order.id, account.url), 'redirect')];
  return { refusal: unprocessable(issue, description, { links }) };
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
  const { capture, issue } = order.approval.outcome;
  if (capture === 'refused') return refuseCapture(account, order, issue);
  return { status: 201, facts: captureOrder(account, order, { ...order.approval, capture }) };
};
