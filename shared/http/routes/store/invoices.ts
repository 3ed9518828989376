import * as z from 'zod';
import { credits } from '../../../kernel/amount.ts';
import { recordId } from '../../../kernel/ids.ts';
import { dryRunResponse } from '../dry-run.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { budgetProblems } from '../spenders.ts';
import { invoicePaymentView, invoiceView } from './invoice-views.ts';

const params = z.strictObject({ invoiceId: recordId });

export const invoiceRoutes = {
  listInvoices: route({
    method: 'GET',
    path: '/v1/invoices',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: "List the customer's invoices, newest first",
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of invoices.', body: listed(invoiceView) } },
    problems: ['not_found', 'invalid_cursor', 'busy'],
  }),
  getInvoice: route({
    method: 'GET',
    path: '/v1/invoices/{invoiceId}',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'Get an invoice, its price in credits, and whether the customer can pay it',
    params,
    responses: { 200: { description: 'The invoice.', body: invoiceView } },
    problems: ['not_found', 'busy'],
  }),
  payInvoice: route({
    method: 'POST',
    path: '/v1/invoices/{invoiceId}/payment',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'natural',
    dryRun: true,
    summary: 'Pay an invoice with credits',
    description:
      'An invoice is paid in full and once. Send the price that the customer saw as `credits`. If the ' +
      'price has changed, nothing is paid and `amount_differs` returns the current price as `credits`.',
    params,
    body: z.strictObject({ credits }).meta({ id: 'InvoicePaymentInput' }),
    example: { body: { credits: 100 } },
    responses: { 201: { description: 'The invoice is paid.', body: invoicePaymentView }, ...dryRunResponse },
    problems: [
      'not_found',
      'invoice_already_paid',
      'invoice_void',
      'credits_not_accepted',
      'invoice_not_convertible',
      'credit_payments_disabled',
      'amount_differs',
      'account_in_debt',
      ...budgetProblems,
      'amount_exceeds_balance',
      'busy',
    ],
  }),
};
