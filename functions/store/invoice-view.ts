import type * as z from 'zod';
import type { PaidInvoice } from '../../shared/store/pay-invoice.ts';
import type { Visit } from '../../shared/store/visit.ts';
import { dueOf, whyNotPayInvoice } from '../../shared/store/invoice.ts';
import { availabilityOf } from '../../shared/http/availability-view.ts';
import type { invoicePaymentView, invoiceView } from '../../shared/http/routes/store/invoice-views.ts';
import type { Invoice } from '../../shared/table/items/invoice.ts';

type Payment = NonNullable<Invoice['payment']>;

/** An invoice as its customer sees it now. */
export const viewOf = (invoice: Invoice, { settings, current }: Visit): z.input<typeof invoiceView> => {
  const { id, number, description, amount, status, issuedAt, dueAt, payment } = invoice;
  const due = dueOf(invoice, settings);
  // What was paid stays what it was, whatever the rate is by now.
  const comesTo = payment ? { credits: payment.credits } : { credits: due?.credits ?? null, rate: due?.rate };
  return {
    id,
    number,
    description,
    amount,
    ...comesTo,
    status,
    issuedAt,
    dueAt,
    ...(payment && { payment: paymentOf(payment) }),
    pay: availabilityOf(whyNotPayInvoice(invoice, settings, current, due)),
  };
};

/** What the payment of an invoice is answered with, by what was stored of it. */
export const paymentViewOf = ({ id, number, payment }: PaidInvoice): z.input<typeof invoicePaymentView> => ({
  invoiceId: id,
  number,
  ...paymentOf(payment),
});

const paymentOf = ({ credits, at, entry }: Payment) => ({ credits, at, entry: entry.number });
