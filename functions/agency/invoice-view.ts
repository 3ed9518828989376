import { etagOf } from '../../shared/http/etag.ts';
import type { Invoice } from '../../shared/table/items/invoice.ts';

export const invoiceViewOf = ({ payment, ...invoice }: Invoice) => ({
  ...invoice,
  ...(payment && {
    payment: { credits: payment.credits, at: payment.at, entry: payment.entry.number },
  }),
});

/** An invoice and the ETag to change it by. */
export const taggedInvoice = (invoice: Invoice) => ({
  body: invoiceViewOf(invoice),
  headers: { etag: etagOf(invoice) },
});
