import * as z from 'zod';
import { recordId } from '../../kernel/ids.ts';
import { route } from '../route.ts';
import { approvalList, approvalView } from './approval-views.ts';
import { dryRunView } from './dry-run.ts';

const params = z.strictObject({ approvalId: recordId });

export const approvalRoutes = {
  listApprovals: route({
    method: 'GET',
    path: '/v1/approvals',
    lambda: 'store',
    scope: 'credits:read',
    summary: 'List what spenders asked for beyond their budgets, newest first',
    ...approvalList,
    description: `A session of a spender sees what this spender asked for. ${approvalList.description}`,
  }),
  getApproval: route({
    method: 'GET',
    path: '/v1/approvals/{approvalId}',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'Get an approval and what became of it',
    params,
    responses: { 200: { description: 'The approval.', body: approvalView } },
    problems: ['not_found', 'busy'],
  }),
  approveApproval: route({
    method: 'POST',
    path: '/v1/approvals/{approvalId}/approve',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'natural',
    dryRun: true,
    summary: 'Approve what a spender asked for, and do it',
    description:
      'Does what was asked for as the spender, beyond its budget, in one transaction with the decision. It counts in the budget. ' +
      'If it is refused, as for want of credits, the approval stays open, so that you can approve it later. A purchase ' +
      'keeps the price of its quote. Only the owner of the account can do this. Takes no body. Repeating it has no further effect.',
    params,
    responses: {
      200: {
        description: 'The approval. With `Prefer: dry-run`: what it would do.',
        body: z.union([approvalView, dryRunView]),
      },
    },
    problems: [
      'not_found',
      'owner_required',
      'approval_not_open',
      'approval_superseded',
      'insufficient_credits',
      'amount_exceeds_balance',
      'account_in_debt',
      'unknown_spender',
      'credit_payments_disabled',
      'credits_not_accepted',
      'amount_differs',
      'already_owned',
      'not_eligible',
      'invoice_already_paid',
      'invoice_void',
      'invoice_not_convertible',
      'idempotency_key_reused',
      'hold_limit',
      'transfers_disabled',
      'too_many_attempts',
      'recipient_not_found',
      'recipient_full',
      'gift_limit',
      'balance_limit',
      'lot_limit',
      'busy',
    ],
  }),
  declineApproval: route({
    method: 'POST',
    path: '/v1/approvals/{approvalId}/decline',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'natural',
    summary: 'Decline what a spender asked for',
    description:
      'The spender cannot ask for the same again. Only the owner of the account can do this. Takes no body. Repeating it has no ' +
      'further effect.',
    params,
    responses: { 200: { description: 'The approval.', body: approvalView } },
    problems: ['not_found', 'owner_required', 'approval_not_open', 'busy'],
  }),
};
