import { answer, okBody, okPage } from '../../shared/http/answer.ts';
import { movedAnswer } from '../../shared/http/dry-run.ts';
import { orNotBegun } from '../../shared/http/refused.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { invoiceRoutes } from '../../shared/http/routes/store/invoices.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';
import { invoiceOf, invoicesOf } from '../../shared/store/invoices.ts';
import { payInvoice as pay } from '../../shared/store/pay-invoice.ts';
import { paymentViewOf, viewOf } from './invoice-view.ts';

export const listInvoices =
  (ledger: Ledger): Handler<typeof invoiceRoutes.listInvoices> =>
  async ({ caller, query }) => {
    const found = await invoicesOf(ledger, caller, query);
    return orNotBegun(answer(found, ({ page, visit }) => okPage(page, (invoice) => viewOf(invoice, visit))));
  };

export const getInvoice =
  (ledger: Ledger): Handler<typeof invoiceRoutes.getInvoice> =>
  async ({ caller, params: { invoiceId } }) => {
    const found = await invoiceOf(ledger, caller, invoiceId);
    return answer(found, ({ invoice, visit }) => okBody(viewOf(invoice, visit)));
  };

export const payInvoice =
  (ledger: Ledger): Handler<typeof invoiceRoutes.payInvoice> =>
  async ({ caller, params: { invoiceId }, body: { credits }, dryRun }) =>
    movedAnswer(await pay(ledgerFor(ledger, { dryRun }), caller, invoiceId, credits), paymentViewOf);
