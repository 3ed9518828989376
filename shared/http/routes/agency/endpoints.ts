import * as z from 'zod';
import { instantInput, instantSchema } from '../../../kernel/clock.ts';
import { eventId, eventType } from '../../../table/items/cloud-event.ts';
import { accountId, recordId } from '../../../kernel/ids.ts';
import { webUrl } from '../../../kernel/text.ts';
import { deliveryItem, endpointItem } from '../../../table/items/endpoint.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { readOnly } from './read-only.ts';

const { description, status } = endpointItem.shape;

export const endpointView = z.object({
  id: recordId,
  url: z.url(),
  types: z.array(eventType).meta({ description: 'The types of events that it is sent.' }),
  description: z.string().optional(),
  status,
  failingSince: instantSchema
    .optional()
    .meta({ description: 'Since when nothing has been delivered: after five days it is disabled.' }),
  createdAt: instantSchema,
});

const secret = z.string().meta({
  description: 'What verifies the signatures, as Standard Webhooks has it. It is shown this once.',
  example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
});

export const endpointWithSecretView = endpointView.extend({ secret });

export const deliveryView = z.object({
  eventId,
  type: eventType,
  account: accountId.optional(),
  status: deliveryItem.shape.status.meta({
    description: 'failing: it will be tried again; failed: it will not, unless you have it sent again.',
  }),
  attempts: z.int(),
  statusCode: z.int().optional().meta({ description: 'What the endpoint answered last.' }),
  problem: z.string().optional().meta({ description: 'Why there was no answer.' }),
  lastAt: instantSchema,
});

const url = webUrl(/^https?$/, 'must be a complete URL, such as https://example.com/events').meta({
  description: 'https, at an address of the open internet.',
  example: 'https://example.com/events',
});

const types = z
  .array(eventType)
  .min(1)
  .max(eventType.options.length)
  .exactOptional()
  .meta({ description: 'All types, unless some are named.' });

const endpointInput = z.strictObject({ url, types, description });

const changedEndpoint = endpointInput
  .extend({
    enabled: z.boolean().exactOptional().meta({ description: 'Counts before `status`.' }),
    status: status.exactOptional().meta({ description: 'Instead of `enabled`.' }),
    id: readOnly(recordId),
    failingSince: readOnly(instantInput),
    createdAt: readOnly(instantInput),
  })
  .refine(({ enabled, status: wanted }) => enabled !== undefined || wanted !== undefined, {
    path: ['enabled'],
    message: 'send enabled or status',
  })
  .transform(({ enabled, status: wanted, failingSince: _failingSince, ...rest }) => ({
    ...rest,
    enabled: enabled ?? wanted === 'active',
  }));

const params = z.strictObject({ endpointId: recordId });

export const endpointRoutes = {
  createEndpoint: route({
    method: 'POST',
    path: '/v1/agency/endpoints',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Have events sent to an address of yours',
    description:
      'Events are CloudEvents, posted as JSON and signed as Standard Webhooks has it. An agency has up to ten endpoints. ' +
      'An endpoint is sent what happens from its creation on.',
    body: endpointInput,
    responses: { 201: { description: 'The endpoint, with its secret.', body: endpointWithSecretView } },
    problems: ['endpoint_limit', 'endpoint_not_allowed', 'busy'],
  }),
  listEndpoints: route({
    method: 'GET',
    path: '/v1/agency/endpoints',
    lambda: 'agency',
    scope: 'agency:read',
    summary: 'List where events are sent',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of endpoints.', body: listed(endpointView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getEndpoint: route({
    method: 'GET',
    path: '/v1/agency/endpoints/{endpointId}',
    lambda: 'agency',
    scope: 'agency:read',
    summary: 'Read an endpoint',
    params,
    responses: { 200: { description: 'The endpoint.', body: endpointView } },
    problems: ['not_found', 'busy'],
  }),
  updateEndpoint: route({
    method: 'PUT',
    path: '/v1/agency/endpoints/{endpointId}',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Replace what an endpoint is, or disable it',
    description:
      'Enabled, it is sent what happens from then on, and what still waits for it; what failed so far is forgotten. ' +
      'What was read can be put back as it is.',
    params,
    body: changedEndpoint,
    responses: { 200: { description: 'The endpoint as it is now.', body: endpointView } },
    problems: ['invalid_request', 'not_found', 'endpoint_not_allowed', 'busy'],
  }),
  deleteEndpoint: route({
    method: 'DELETE',
    path: '/v1/agency/endpoints/{endpointId}',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Delete an endpoint, and what waits for it',
    params,
    responses: { 204: { description: 'It is gone.', body: null } },
    problems: ['not_found', 'busy'],
  }),
  rotateEndpointSecret: route({
    method: 'POST',
    path: '/v1/agency/endpoints/{endpointId}/secret-rotations',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Get a new secret',
    description:
      'For 24 hours events are signed with both, the new one and the one before. No secret ends earlier, and no more ' +
      'than three sign at once: a third rotation within 24 hours is answered `rotation_too_soon`, with the time in ' +
      '`possibleFrom`. Where a secret has leaked, delete the endpoint and make another.',
    params,
    responses: { 201: { description: 'The endpoint, with its new secret.', body: endpointWithSecretView } },
    problems: ['not_found', 'rotation_too_soon', 'busy'],
  }),
  listDeliveries: route({
    method: 'GET',
    path: '/v1/agency/endpoints/{endpointId}/deliveries',
    lambda: 'agency',
    scope: 'agency:read',
    summary: 'List what became of the events of 30 days, newest first',
    description: 'An event that waits for an earlier one of its account is not in the list yet.',
    params,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of deliveries.', body: listed(deliveryView) } },
    problems: ['not_found', 'invalid_cursor', 'busy'],
  }),
  resendDelivery: route({
    method: 'POST',
    path: '/v1/agency/endpoints/{endpointId}/deliveries/{eventId}/resend',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Have an event sent again',
    description: 'It has the same id, and waits for no other event.',
    params: z.strictObject({ endpointId: recordId, eventId }),
    responses: { 202: { description: 'It is on its way.', body: null } },
    problems: ['not_found', 'endpoint_disabled', 'busy'],
  }),
};
