import * as z from 'zod';
import { recordId } from '../../../kernel/ids.ts';
import { text } from '../../../kernel/text.ts';
import { creditRequestStatus } from '../../../table/items/decision.ts';
import { creditRequestStepName } from '../../../table/items/settings.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { agencyCreditRequestDetail, agencyCreditRequestView, decisionView } from '../credit-request-views.ts';

const byId = z.strictObject({ requestId: recordId });

/** Credit requests, as those who decide them see them. */
export const agencyCreditRequestRoutes = {
  listAgencyCreditRequests: route({
    method: 'GET',
    path: '/v1/agency/credit-requests',
    lambda: 'agency',
    scope: 'agency:read',
    summary: 'List credit requests that stand alike, oldest first',
    query: z.strictObject({ ...pageQuery, status: creditRequestStatus.default('pending') }),
    responses: { 200: { description: 'A page of requests.', body: listed(agencyCreditRequestView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getAgencyCreditRequest: route({
    method: 'GET',
    path: '/v1/agency/credit-requests/{requestId}',
    lambda: 'agency',
    scope: 'agency:read',
    summary: 'Read a credit request with its proofs and decisions',
    params: byId,
    responses: { 200: { description: 'The request.', body: agencyCreditRequestDetail } },
    problems: ['not_found', 'busy'],
  }),
  decideCreditRequest: route({
    method: 'POST',
    path: '/v1/agency/credit-requests/{requestId}/decisions',
    lambda: 'agency',
    scope: 'agency:approve',
    summary: 'Approve or reject the step that a credit request is at',
    description:
      'The decision is queued; read the request to see its effect. Of several decisions on one step the first counts. ' +
      'The same one again is answered alike and counts once, so no Idempotency-Key is needed. Where the account can not ' +
      'hold the credits, the last approval moves none: the request says so as its `refusal`, and once there is room ' +
      'the same people may approve the step again.',
    params: byId,
    body: z
      .strictObject({
        approve: z.boolean(),
        step: creditRequestStepName.meta({ description: 'The step that is meant: the current one.' }),
        note: text(500).optional().meta({ description: 'What the customer reads of a rejection.' }),
      })
      .refine(({ approve, note }) => approve || note !== undefined, {
        path: ['note'],
        message: 'a rejection needs a note',
      }),
    responses: { 202: { description: 'The decision is on its way.', body: decisionView } },
    problems: [
      'not_found',
      'own_request',
      'role_missing',
      'request_not_pending',
      'step_not_current',
      'already_decided',
      'busy',
    ],
  }),
};
