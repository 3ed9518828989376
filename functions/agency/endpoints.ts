import type * as z from 'zod';
import { listRecords, readRecord } from '../../shared/agency/crud.ts';
import { changeEndpoint, deleteEndpoint } from '../../shared/events/change-endpoint.ts';
import { createEndpoint, type WithSecret } from '../../shared/events/create-endpoint.ts';
import { listDeliveries, resendDelivery } from '../../shared/events/deliveries.ts';
import type { EndpointParts } from '../../shared/events/endpoint-parts.ts';
import { endpointResource, endpoints } from '../../shared/events/endpoints.ts';
import { rotateSecret } from '../../shared/events/rotate-secret.ts';
import { answer, noContent, okBody, pageAnswer } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type {
  deliveryView,
  endpointRoutes,
  endpointView,
} from '../../shared/http/routes/agency/endpoints.ts';
import { eventType } from '../../shared/table/items/cloud-event.ts';
import type { Delivery, Endpoint } from '../../shared/table/items/endpoint.ts';

export const endpointHandlers = (parts: EndpointParts): Handlers<typeof endpointRoutes> => ({
  createEndpoint: async ({ caller, body }) =>
    answer(await createEndpoint(parts, caller, body), createdSecret),

  listEndpoints: async ({ caller: { agency }, query }) =>
    pageAnswer(await listRecords(parts.ledger.table, endpoints, agency, query), viewOf),

  getEndpoint: async ({ caller: { agency }, params: { endpointId } }) =>
    answer(await readRecord(parts.ledger.table, endpointResource(agency, endpointId)), okView),

  updateEndpoint: async ({ caller, params: { endpointId }, body: { id, createdAt, ...input } }) => {
    const changed = await changeEndpoint(parts, caller, endpointId, input, { id, createdAt });
    return answer(changed, ({ after }) => okView(after));
  },

  deleteEndpoint: async ({ caller, params: { endpointId } }) =>
    answer(await deleteEndpoint(parts, caller, endpointId), noContent),

  rotateEndpointSecret: async ({ caller, params: { endpointId } }) =>
    answer(await rotateSecret(parts, caller, endpointId), createdSecret),

  listDeliveries: async ({ caller: { agency }, params: { endpointId }, query }) =>
    pageAnswer(await listDeliveries(parts.ledger.table, agency, endpointId, query), deliveryViewOf),

  resendDelivery: async ({ caller: { agency }, params: { endpointId, eventId } }) => {
    const queued = await resendDelivery(parts, agency, endpointId, eventId);
    return answer(queued, () => ({ status: 202 as const, body: null }));
  },
});

const viewOf = (endpoint: Endpoint): z.input<typeof endpointView> => {
  const {
    agency: _agency,
    version: _version,
    secretFrom: _from,
    types = eventType.options,
    ...rest
  } = endpoint;
  return { ...rest, types: [...types] };
};

const okView = (endpoint: Endpoint) => okBody(viewOf(endpoint));

const createdSecret = ({ endpoint, secret }: WithSecret) => ({
  status: 201 as const,
  body: { ...viewOf(endpoint), secret },
});

const deliveryViewOf = (delivery: Delivery): z.input<typeof deliveryView> => {
  const { id: eventId, version: _version, event: _event, ttl: _ttl, ...rest } = delivery;
  return { eventId, ...rest };
};
