import * as z from 'zod';
import { because } from '../../../kernel/fault.ts';
import { instantInput } from '../../../kernel/clock.ts';
import { accountId, recordId } from '../../../kernel/ids.ts';
import { text } from '../../../kernel/text.ts';
import { creditRequestMethod, creditRequestStatus } from '../../../table/items/decision.ts';
import { creditRequestStepName } from '../../../table/items/settings.ts';
import { listed, pageQuery } from '../../page.ts';
import { dryRunResponse } from '../dry-run.ts';
import { route } from '../../route.ts';
import { backward, isForward } from '../inputs.ts';
import { agencyCreditRequestDetail, agencyCreditRequestView, decisionView } from '../credit-request-views.ts';

const byId = z.strictObject({ requestId: recordId });

/** Credit requests, as those who decide them see them. */
export const agencyCreditRequestRoutes = {
  listAgencyCreditRequests: route({
    method: 'GET',
    path: '/v1/agency/credit-requests',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List credit requests by status, oldest first',
    description:
      'With an account or a method, a page may hold fewer credit requests than `limit`, or none, even if more follow.',
    query: z
      .strictObject({
        ...pageQuery,
        status: creditRequestStatus
          .default('pending')
          .meta({ description: 'Return only credit requests with this status.' }),
        account: accountId.optional().meta({ description: 'Return only credit requests of this account.' }),
        method: creditRequestMethod
          .optional()
          .meta({ description: 'Return only credit requests by this method.' }),
        from: instantInput.optional().meta({ description: 'Credit requests made at or after this time.' }),
        to: instantInput.optional().meta({ description: 'Credit requests made before this time.' }),
      })
      .refine(isForward, backward),
    responses: { 200: { description: 'A page of credit requests.', body: listed(agencyCreditRequestView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getAgencyCreditRequest: route({
    method: 'GET',
    path: '/v1/agency/credit-requests/{requestId}',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get a credit request with its proofs and decisions',
    params: byId,
    responses: { 200: { description: 'The credit request.', body: agencyCreditRequestDetail } },
    problems: ['not_found', 'busy'],
  }),
  decideCreditRequest: route({
    method: 'POST',
    path: '/v1/agency/credit-requests/{requestId}/decisions',
    lambda: 'agency',
    scope: 'agency:approve',
    idempotency: 'natural',
    dryRun: true,
    summary: 'Approve or reject the current step of a credit request',
    description:
      'The decision is queued. Read the credit request to see its effect. Of several decisions on one step ' +
      'the first one counts. A repeated decision gets the same answer and counts once. If the account ' +
      'cannot hold the credits, the last approval adds none and the credit request shows a `refusal`. Once ' +
      'the account has room, the same people can approve the step again. With `Prefer: dry-run`, the response says which ' +
      'credits the decision would add: none before the last step. If the account cannot hold them, it is `balance_limit`.',
    params: byId,
    body: z
      .strictObject({
        approve: z
          .boolean()
          .meta({ description: 'True approves the step, false rejects the credit request.' }),
        step: creditRequestStepName.meta({
          description: 'The step that you decide. It must be the current one.',
        }),
        note: text(500)
          .optional()
          .meta({ description: 'The customer reads this note on a rejection. A rejection requires it.' }),
      })
      .meta({ id: 'DecisionInput' })
      .refine(({ approve, note }) => approve || note !== undefined, {
        path: ['note'],
        message: 'a rejection needs a note',
        ...because({ code: 'required' }),
      }),
    example: { body: { approve: true, step: 'review' } },
    responses: { 202: { description: 'The decision is queued.', body: decisionView }, ...dryRunResponse },
    problems: [
      'not_found',
      'balance_limit',
      'own_request',
      'role_missing',
      'request_not_pending',
      'step_not_current',
      'already_decided',
      'busy',
    ],
  }),
};
