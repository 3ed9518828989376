import * as z from 'zod';
import { instantInput } from '../../../kernel/clock.ts';
import { accountId, recordId } from '../../../kernel/ids.ts';
import { invoiceAmount, invoiceItem } from '../../../table/items/invoice.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { changing, taggedHeaders } from './preconditions.ts';
import { readOnly } from './read-only.ts';
import { agencyInvoiceView } from './views.ts';

const [inCredits, inMoney] = invoiceAmount.options;

const { number, description, creditsAccepted, status } = invoiceItem.shape;

const invoiceInput = z.strictObject({
  number,
  description,
  amount: z.union([
    inCredits.strict(),
    inMoney.strict().refine(({ money }) => money.amount > 0, {
      path: ['money', 'amount'],
      message: 'must be more than zero',
    }),
  ]),
  creditsAccepted: creditsAccepted.meta({ description: 'Whether credits pay it at all.' }),
  dueAt: instantInput.exactOptional(),
});

const { payment } = agencyInvoiceView.shape;

const changedInvoice = invoiceInput.extend({
  id: readOnly(recordId),
  account: readOnly(accountId),
  issuedAt: readOnly(instantInput),
  status: readOnly(status),
  payment: readOnly(payment.unwrap().strict()),
});

const account = z.strictObject({ accountId });
const params = z.strictObject({ accountId, invoiceId: recordId });
const query = z.strictObject({ ...pageQuery, status: status.optional() });
const page = { description: 'A page of invoices.', body: listed(agencyInvoiceView) };
const one = { body: agencyInvoiceView, headers: taggedHeaders };

export const invoiceRoutes = {
  listAgencyInvoices: route({
    method: 'GET',
    path: '/v1/agency/invoices',
    lambda: 'agency',
    scope: 'agency:read',
    summary: 'List the invoices to all accounts, newest first',
    description:
      'A new invoice may be missing for a moment. A page by status may hold fewer than the limit, or none, and still ' +
      'be followed by others: go on while there is a cursor.',
    query,
    responses: { 200: page },
    problems: ['invalid_cursor', 'busy'],
  }),
  listAccountInvoices: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/invoices',
    lambda: 'agency',
    scope: 'agency:read',
    summary: 'List the invoices to an account, newest first',
    params: account,
    query,
    responses: { 200: page },
    problems: ['invalid_cursor', 'busy'],
  }),
  createInvoice: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/invoices',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Issue an invoice to an account',
    description: 'The account may be one that has not begun yet. The number is your own, and not checked.',
    idempotent: true,
    params: account,
    body: invoiceInput,
    responses: { 201: { description: 'The invoice was issued.', ...one } },
    problems: ['not_found', 'idempotency_key_reused', 'busy'],
  }),
  getAgencyInvoice: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/invoices/{invoiceId}',
    lambda: 'agency',
    scope: 'agency:read',
    summary: 'Read an invoice',
    params,
    responses: { 200: { description: 'The invoice.', ...one } },
    problems: ['not_found', 'busy'],
  }),
  putInvoice: route({
    method: 'PUT',
    path: '/v1/agency/accounts/{accountId}/invoices/{invoiceId}',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Change an open invoice by If-Match',
    description: 'What was read can be put back as it is.',
    params,
    headers: changing,
    body: changedInvoice,
    responses: { 200: { description: 'This is the invoice now.', ...one } },
    problems: [
      'invalid_request',
      'not_found',
      'invoice_already_paid',
      'invoice_void',
      'precondition_failed',
      'precondition_required',
      'busy',
    ],
  }),
  voidInvoice: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/invoices/{invoiceId}/void',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Withdraw an open invoice',
    description: 'Takes no body and no Idempotency-Key, and may be repeated.',
    params,
    responses: { 200: { description: 'The invoice is void.', ...one } },
    problems: ['not_found', 'invoice_already_paid', 'busy'],
  }),
};
