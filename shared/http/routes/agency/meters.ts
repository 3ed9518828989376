import * as z from 'zod';
import { meterItem } from '../../../table/items/meter.ts';
import { listed, pageQuery } from '../../page.ts';
import { meterId } from '../catalog-ids.ts';
import { route } from '../../route.ts';
import { changing, replacing, taggedHeaders } from './preconditions.ts';
import { readOnly } from './read-only.ts';

const { agency: _agency, version: _version, id, ...shape } = meterItem.shape;

const meterView = z.object({ id, ...shape }).meta({ id: 'Meter' });

const meterInput = z.strictObject({ ...shape, id: readOnly(id) }).meta({ id: 'MeterInput' });

const params = z.strictObject({ meterId });

export const meterRoutes = {
  listMeters: route({
    method: 'GET',
    path: '/v1/agency/meters',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List all meters',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of meters.', body: listed(meterView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getMeter: route({
    method: 'GET',
    path: '/v1/agency/meters/{meterId}',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get a meter',
    params,
    responses: { 200: { description: 'The meter.', body: meterView, headers: taggedHeaders } },
    problems: ['not_found', 'busy'],
  }),
  putMeter: route({
    method: 'PUT',
    path: '/v1/agency/meters/{meterId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Create a meter, or replace it',
    description:
      'You choose the ID. Replacing requires If-Match. You can send back exactly what you read. A new price applies ' +
      'to all usage that is charged from then on, also to usage from before. A fraction of a credit that an account has ' +
      'left keeps its worth.',
    params,
    headers: replacing,
    body: meterInput,
    example: {
      params: { meterId: 'renders' },
      body: { name: 'Rendering', unit: 'frame', creditsPer: 1, per: 20 },
    },
    responses: {
      200: { description: 'The updated meter.', body: meterView, headers: taggedHeaders },
      201: { description: 'The new meter.', body: meterView, headers: taggedHeaders },
    },
    problems: ['invalid_request', 'precondition_failed', 'precondition_required', 'busy'],
  }),
  deleteMeter: route({
    method: 'DELETE',
    path: '/v1/agency/meters/{meterId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Delete a meter',
    description: 'Usage that is not charged yet is refused. Fractions that accounts have left are kept.',
    params,
    headers: changing,
    responses: { 204: { description: 'The meter is deleted.', body: null } },
    problems: ['not_found', 'precondition_failed', 'precondition_required', 'busy'],
  }),
};
