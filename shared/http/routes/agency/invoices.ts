import * as z from 'zod';
import { because } from '../../../kernel/fault.ts';
import { instantInput } from '../../../kernel/clock.ts';
import { existingCurrency } from '../../../kernel/currencies.ts';
import { accountId, accountInPath, recordId } from '../../../kernel/ids.ts';
import { invoiceAmount, invoiceItem } from '../../../table/items/invoice.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { changing, taggedHeaders } from './preconditions.ts';
import { readOnly } from './read-only.ts';
import { agencyInvoiceView } from './views.ts';

const [inCredits, inMoney] = invoiceAmount.options;

const { number, description, creditsAccepted, status } = invoiceItem.shape;

const invoiceInput = z
  .strictObject({
    number: number.meta({ description: 'Your own invoice number. Customers read it.', example: '2026-0042' }),
    description: description.meta({ description: 'What the invoice is for. Customers read it.' }),
    amount: z
      .union([
        inCredits.strict().meta({ id: 'CreditAmountInput' }),
        inMoney
          .strict()
          .extend({
            money: inMoney.shape.money
              .extend({ currency: existingCurrency })
              .meta({ id: 'InvoiceMoneyInput', description: 'An amount of money.' }),
          })
          .meta({ id: 'MoneyAmountInput' })
          .refine(({ money }) => money.amount > 0, {
            path: ['money', 'amount'],
            message: 'must be more than zero',
            ...because({ code: 'too_small', minimum: 1 }),
          }),
      ])
      .meta({ description: 'What the invoice comes to: credits or money.' }),
    creditsAccepted: creditsAccepted.meta({ description: 'Whether the invoice can be paid with credits.' }),
    dueAt: instantInput
      .exactOptional()
      .meta({ description: 'When it is to be paid. Nothing happens at that time.' }),
  })
  .meta({ id: 'InvoiceInput' });

const { payment } = agencyInvoiceView.shape;

const changedInvoice = invoiceInput
  .extend({
    id: readOnly(recordId),
    account: readOnly(accountId),
    issuedAt: readOnly(instantInput),
    status: readOnly(status),
    payment: readOnly(payment.unwrap().strict().meta({ id: 'PaymentInput' })),
  })
  .meta({ id: 'InvoiceUpdateInput' });

const account = z.strictObject({ accountId: accountInPath });
const params = z.strictObject({ accountId: accountInPath, invoiceId: recordId });
const query = z.strictObject({
  ...pageQuery,
  status: status.optional().meta({ description: 'Return only invoices with this status.' }),
});
const page = { description: 'A page of invoices.', body: listed(agencyInvoiceView) };
const one = { body: agencyInvoiceView, headers: taggedHeaders };

export const invoiceRoutes = {
  listAgencyInvoices: route({
    method: 'GET',
    path: '/v1/agency/invoices',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List invoices of all accounts, newest first',
    description:
      'A new invoice may take a moment to appear. With a status, a page may hold fewer invoices than ' +
      '`limit`, or none, even if more follow.',
    query,
    responses: { 200: page },
    problems: ['invalid_cursor', 'busy'],
  }),
  listAccountInvoices: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/invoices',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: "List an account's invoices, newest first",
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
    idempotency: 'key',
    summary: 'Issue an invoice to an account',
    description: 'The account need not exist yet. The number is your own and need not be unique.',
    params: account,
    body: invoiceInput,
    example: {
      params: { accountId: 'alice' },
      body: {
        number: '2026-0042',
        description: 'Design of a flyer',
        amount: { credits: 100 },
        creditsAccepted: true,
      },
    },
    responses: { 201: { description: 'The invoice is issued.', ...one } },
    problems: ['not_found', 'idempotency_key_reused', 'busy'],
  }),
  getAgencyInvoice: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/invoices/{invoiceId}',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get an invoice',
    params,
    responses: { 200: { description: 'The invoice.', ...one } },
    problems: ['not_found', 'busy'],
  }),
  putInvoice: route({
    method: 'PUT',
    path: '/v1/agency/accounts/{accountId}/invoices/{invoiceId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Replace an open invoice',
    description: 'Requires If-Match. You can send back exactly what you read.',
    params,
    headers: changing,
    body: changedInvoice,
    example: {
      params: { accountId: 'alice' },
      body: {
        number: '2026-0042',
        description: 'Design of a flyer',
        amount: { money: { amount: 9900, currency: 'EUR' } },
        creditsAccepted: true,
      },
    },
    responses: { 200: { description: 'The updated invoice.', ...one } },
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
    idempotency: 'natural',
    summary: 'Void an open invoice',
    description: 'Takes no body. Repeating it has no further effect.',
    params,
    responses: { 200: { description: 'The voided invoice.', ...one } },
    problems: ['not_found', 'invoice_already_paid', 'busy'],
  }),
};
