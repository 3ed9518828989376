import * as z from 'zod';
import { serviceItem } from '../../../table/items/service.ts';
import { listed, pageQuery } from '../../page.ts';
import { serviceId } from '../catalog-ids.ts';
import { route } from '../../route.ts';
import { changing, replacing, taggedHeaders } from './preconditions.ts';
import { offeredInput, pricedInput } from './pricing.ts';
import { pictureView } from '../views.ts';
import { ignored, readOnly } from './read-only.ts';
import { agencyServiceView } from './views.ts';

const { agency: _agency, version: _version, picture: _picture, id, ...shape } = serviceItem.shape;

const serviceInput = z
  .strictObject({
    ...shape,
    id: readOnly(id),
    picture: ignored(pictureView),
    ...pricedInput,
    ...offeredInput,
  })
  .meta({ id: 'ServiceInput' });

const params = z.strictObject({ serviceId });

export const serviceRoutes = {
  listAgencyServices: route({
    method: 'GET',
    path: '/v1/agency/services',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List all services, on sale or not',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of services.', body: listed(agencyServiceView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getAgencyService: route({
    method: 'GET',
    path: '/v1/agency/services/{serviceId}',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get a service with all its prices',
    params,
    responses: { 200: { description: 'The service.', body: agencyServiceView, headers: taggedHeaders } },
    problems: ['not_found', 'busy'],
  }),
  putService: route({
    method: 'PUT',
    path: '/v1/agency/services/{serviceId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Create a service, or replace it',
    description:
      'You choose the ID. Replacing requires If-Match. You can send back exactly what you read. Existing ' +
      'orders do not change.',
    params,
    headers: replacing,
    body: serviceInput,
    example: {
      params: { serviceId: 'portrait' },
      body: { name: 'Portrait', price: 120, promotions: [], creditsAccepted: true, onSale: true },
    },
    responses: {
      200: { description: 'The updated service.', body: agencyServiceView, headers: taggedHeaders },
      201: { description: 'The new service.', body: agencyServiceView, headers: taggedHeaders },
    },
    problems: ['invalid_request', 'precondition_failed', 'precondition_required', 'busy'],
  }),
  deleteService: route({
    method: 'DELETE',
    path: '/v1/agency/services/{serviceId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Delete a service',
    params,
    headers: changing,
    responses: { 204: { description: 'The service is deleted.', body: null } },
    problems: ['not_found', 'precondition_failed', 'precondition_required', 'busy'],
  }),
};
