import type { BulkPayment, MadePayment } from '../bulk-payment.ts';
import type { PaypalAccount } from './account.ts';
import { createOrder } from './create-order.ts';
import { money } from './money.ts';
import { approveOrder, captureApproved } from './orders.ts';
import { captureOutcome } from './resources/order.ts';

export const payOneOfMany = (account: PaypalAccount, payment: BulkPayment): MadePayment => {
  const { reference, invoice } = payment;
  const call = { account, query: {}, requestId: undefined };
  const answer = createOrder({
    ...call,
    id: '',
    body: {
      intent: 'CAPTURE',
      purchase_units: [
        {
          amount: money(payment.amount, payment.currency.toUpperCase()),
          custom_id: reference,
          invoice_id: invoice,
          description: 'Made in bulk',
        },
      ],
    },
  });
  if (!('facts' in answer)) throw new Error('an order was answered without itself');
  const { id } = answer.facts;
  const order = account.orders.get(id);
  if (order !== undefined) approveOrder(account, order, captureOutcome.parse({}));
  captureApproved({ ...call, id, body: {} });
  return { reference, checkout: id, payment: account.orders.get(id)?.capture ?? '' };
};
