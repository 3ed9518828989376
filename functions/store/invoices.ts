import { notBegun, problem } from '../../shared/http/errors.ts';
import { onceAnswer } from '../../shared/http/once-answer.ts';
import { pageAnswer } from '../../shared/http/page.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { invoiceRoutes } from '../../shared/http/routes/store/invoices.ts';
import { ok } from '../../shared/kernel/result.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { invoiceOf, invoicesOf } from '../../shared/store/invoices.ts';
import { payInvoice as pay } from '../../shared/store/pay-invoice.ts';
import { paymentViewOf, viewOf } from './invoice-view.ts';

export const listInvoices =
  (ledger: Ledger): Handler<typeof invoiceRoutes.listInvoices> =>
  async ({ caller, query }) => {
    const found = await invoicesOf(ledger, caller, query);
    if (!found.ok) return found.error.code === 'not_found' ? notBegun : problem(found.error.code);
    const { page, visit } = found.value;
    return pageAnswer(ok(page), (invoice) => viewOf(invoice, visit));
  };

export const getInvoice =
  (ledger: Ledger): Handler<typeof invoiceRoutes.getInvoice> =>
  async ({ caller, params: { invoiceId } }) => {
    const found = await invoiceOf(ledger, caller, invoiceId);
    return found.ok
      ? { status: 200, body: viewOf(found.value.invoice, found.value.visit) }
      : problem(found.error.code);
  };

export const payInvoice =
  (ledger: Ledger): Handler<typeof invoiceRoutes.payInvoice> =>
  async ({ caller, params: { invoiceId }, body: { credits } }) =>
    onceAnswer(await pay(ledger, caller, invoiceId, credits), paymentViewOf);
