import * as z from 'zod';
import { route } from '../route.ts';

const page = (description: string, contentType: string) => ({ description, body: z.string(), contentType });

export const publicRoutes = {
  getHealth: route({
    method: 'GET',
    path: '/v1/health',
    lambda: 'public',
    scope: 'public',
    idempotency: 'none',
    summary: 'Check that the service is up',
    responses: { 200: { description: 'The service is up.', body: z.object({ status: z.literal('ok') }) } },
    problems: [],
  }),
  getOpenapi: route({
    method: 'GET',
    path: '/v1/openapi.json',
    lambda: 'public',
    scope: 'public',
    idempotency: 'none',
    summary: 'Get this API description',
    responses: { 200: page('OpenAPI 3.1.', 'application/json') },
    problems: [],
  }),
  getDocs: route({
    method: 'GET',
    path: '/v1/docs',
    lambda: 'public',
    scope: 'public',
    idempotency: 'none',
    summary: 'Open the API documentation',
    responses: { 200: page('HTML.', 'text/html; charset=utf-8') },
    problems: [],
  }),
  getDocsAsset: route({
    method: 'GET',
    path: '/v1/docs/{asset}',
    lambda: 'public',
    scope: 'public',
    idempotency: 'none',
    summary: 'Get a script or stylesheet of the documentation',
    params: z.strictObject({ asset: z.string().regex(/^[a-z0-9.-]{1,64}$/) }),
    responses: { 200: page('A script or a style sheet.', 'text/plain') },
    problems: ['not_found'],
  }),
};
