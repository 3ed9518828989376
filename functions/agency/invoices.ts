import { answer, pageAnswer } from '../../shared/http/answer.ts';
import { replayOf } from '../../shared/http/once-answer.ts';
import { orNotBegun } from '../../shared/http/refused.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { invoiceRoutes } from '../../shared/http/routes/agency/invoices.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { changeInvoice, voidInvoice } from '../../shared/store/change-invoice.ts';
import { agencyInvoice, listAgencyInvoices, listInvoices } from '../../shared/store/agency-invoices.ts';
import { issueInvoice } from '../../shared/store/issue-invoice.ts';
import type { Invoice } from '../../shared/table/items/invoice.ts';
import { tagged } from './tagged.ts';

export const invoiceHandlers = (ledger: Ledger): Handlers<typeof invoiceRoutes> => ({
  listAgencyInvoices: async ({ caller: { agency }, query }) =>
    pageAnswer(await listAgencyInvoices(ledger.table, agency, query), viewOf),

  listAccountInvoices: async ({ caller: { agency }, params: { accountId: account }, query }) =>
    pageAnswer(await listInvoices(ledger.table, { agency, account }, query), viewOf),

  createInvoice: async ({ caller, params: { accountId }, body, idempotencyKey }) => {
    const issued = await issueInvoice(ledger, caller, accountId, body, idempotencyKey);
    const created = answer(issued, ({ outcome, replayed }) => {
      const { body: view, headers } = tagged(outcome, viewOf(outcome));
      return replayed ? replayOf(view, headers) : { status: 201 as const, body: view, headers };
    });
    return orNotBegun(created);
  },

  getAgencyInvoice: async ({ caller: { agency }, params: { accountId: account, invoiceId } }) =>
    answer(await agencyInvoice(ledger.table, { agency, account }, invoiceId), okTagged),

  putInvoice: async ({ caller, params: { accountId, invoiceId }, headers, body }) => {
    const { id, account, issuedAt, status, payment, ...input } = body;
    const changed = await changeInvoice(ledger, caller, { account: accountId, id: invoiceId }, input, {
      readOnly: { id, account, issuedAt, status, payment },
      preconditions: headers,
    });
    return answer(changed, ({ after }) => okTagged(after));
  },

  voidInvoice: async ({ caller, params: { accountId, invoiceId } }) => {
    const voided = await voidInvoice(ledger, caller, { account: accountId, id: invoiceId });
    return answer(voided, ({ after }) => okTagged(after));
  },
});

const viewOf = ({ payment, ...invoice }: Invoice) => ({
  ...invoice,
  ...(payment && {
    payment: { credits: payment.credits, at: payment.at, entry: payment.entry.number },
  }),
});

const okTagged = (invoice: Invoice) => ({ status: 200 as const, ...tagged(invoice, viewOf(invoice)) });
