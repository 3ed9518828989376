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

export const endpointView = z
  .object({
    id: recordId,
    url: z.url(),
    types: z.array(eventType).meta({ description: 'The event types that this endpoint receives.' }),
    description: z.string().optional(),
    status,
    failingSince: instantSchema.optional().meta({
      description: 'Every delivery has failed since this time. After five days the endpoint is disabled.',
    }),
    createdAt: instantSchema,
  })
  .meta({ id: 'Endpoint' });

const secret = z.string().meta({
  description: 'The secret that verifies signatures (Standard Webhooks). No later answer shows it again.',
  example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
});

export const endpointWithSecretView = endpointView.extend({ secret }).meta({ id: 'EndpointWithSecret' });

export const deliveryView = z
  .object({
    eventId,
    type: eventType,
    account: accountId.optional(),
    status: deliveryItem.shape.status.meta({
      description: '`failing`: Scrip tries again. `failed`: Scrip has given up; you can resend the event.',
    }),
    attempts: z.int(),
    statusCode: z.int().optional().meta({ description: "The status of the endpoint's last answer." }),
    problem: z.string().optional().meta({ description: 'Why the endpoint gave no answer.' }),
    lastAt: instantSchema,
  })
  .meta({ id: 'Delivery' });

const url = webUrl(/^https?$/, 'must be a complete URL, such as https://example.com/events').meta({
  description: 'An https URL at a public address.',
  example: 'https://example.com/events',
});

const types = z
  .array(eventType)
  .min(1)
  .max(eventType.options.length)
  .exactOptional()
  .meta({ description: 'The event types to send. Default: all.' });

const endpointInput = z
  .strictObject({ url, types, description: description.meta({ description: 'A note for yourselves.' }) })
  .meta({ id: 'EndpointInput' });

const changedEndpoint = endpointInput
  .extend({
    enabled: z.boolean().exactOptional().meta({ description: 'Takes precedence over `status`.' }),
    status: status.exactOptional().meta({ description: 'Used if `enabled` is absent.' }),
    id: readOnly(recordId),
    failingSince: readOnly(instantInput),
    createdAt: readOnly(instantInput),
  })
  .meta({ id: 'EndpointUpdateInput' })
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
    idempotency: 'none',
    summary: 'Create an endpoint that receives events',
    description:
      'Scrip posts events as JSON CloudEvents with Standard Webhooks signatures. An agency can have ten ' +
      'endpoints. An endpoint receives events that happen after its creation.',
    body: endpointInput,
    example: { body: { url: 'https://example.com/events', types: ['credits.added', 'credits.spent'] } },
    responses: { 201: { description: 'The endpoint with its secret.', body: endpointWithSecretView } },
    problems: ['endpoint_limit', 'endpoint_not_allowed', 'busy'],
  }),
  listEndpoints: route({
    method: 'GET',
    path: '/v1/agency/endpoints',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List endpoints',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of endpoints.', body: listed(endpointView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getEndpoint: route({
    method: 'GET',
    path: '/v1/agency/endpoints/{endpointId}',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get an endpoint',
    params,
    responses: { 200: { description: 'The endpoint.', body: endpointView } },
    problems: ['not_found', 'busy'],
  }),
  updateEndpoint: route({
    method: 'PUT',
    path: '/v1/agency/endpoints/{endpointId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: "Replace an endpoint's settings, or disable it",
    description:
      'An endpoint that you enable receives new events and those that still wait for it, and its failures ' +
      'are forgotten. You can send back exactly what you read.',
    params,
    body: changedEndpoint,
    example: { body: { url: 'https://example.com/events', enabled: true } },
    responses: { 200: { description: 'The updated endpoint.', body: endpointView } },
    problems: ['invalid_request', 'not_found', 'endpoint_not_allowed', 'busy'],
  }),
  deleteEndpoint: route({
    method: 'DELETE',
    path: '/v1/agency/endpoints/{endpointId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Delete an endpoint and the events that wait for it',
    params,
    responses: { 204: { description: 'The endpoint is deleted.', body: null } },
    problems: ['not_found', 'busy'],
  }),
  rotateEndpointSecret: route({
    method: 'POST',
    path: '/v1/agency/endpoints/{endpointId}/secret-rotations',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'none',
    summary: "Rotate an endpoint's secret",
    description:
      'For 24 hours events are signed with both the new and the previous secret. At most three secrets are ' +
      'active at once: a third rotation within 24 hours is refused with `rotation_too_soon`, and ' +
      '`possibleFrom` says when it is possible. If a secret has leaked, delete the endpoint and create ' +
      'another.',
    params,
    responses: { 201: { description: 'The endpoint with its new secret.', body: endpointWithSecretView } },
    problems: ['not_found', 'rotation_too_soon', 'busy'],
  }),
  listDeliveries: route({
    method: 'GET',
    path: '/v1/agency/endpoints/{endpointId}/deliveries',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List deliveries of the last 30 days, newest first',
    description: 'An event that waits for an earlier event of its account is not listed yet.',
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
    idempotency: 'none',
    summary: 'Resend an event',
    description: 'The event keeps its ID and does not wait for other events.',
    params: z.strictObject({ endpointId: recordId, eventId }),
    responses: { 202: { description: 'The event is queued.', body: null } },
    problems: ['not_found', 'endpoint_disabled', 'busy'],
  }),
};
