import type { BulkPayment, MadePayment } from '../bulk.ts';
import type { PaypalAccount } from './account.ts';
import { createOrder } from './create-order.ts';
import { money } from './money.ts';
import { approveOrder, captureApproved } from './orders.ts';
import { orderFacts } from './resources/order.ts';

const made = orderFacts.pick({ id: true });

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
  const { id } = made.parse('facts' in answer ? answer.facts : answer.body);
  const order = account.orders.get(id);
  if (order !== undefined) approveOrder(account, order, 'completed');
  captureApproved({ ...call, id, body: {} });
  return { reference, checkout: id, payment: account.orders.get(id)?.capture ?? '' };
};
