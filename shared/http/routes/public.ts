import * as z from 'zod';
import { ascii } from '../../kernel/text.ts';
import { route, THROTTLE_STATIC } from '../route.ts';

const caching = { ETag: 'Send it as If-None-Match to learn whether anything has changed.' };

/** The answers of a file that only changes with a deployment: whole, compressed on request, or unchanged. */
const file = (description: string, contentType: string) => ({
  200: { description, body: z.string(), contentType, headers: caching },
  304: { description: 'Nothing has changed since that ETag.', body: null, headers: caching },
});

const fileHeaders = z.object({
  'if-none-match': ascii(1024).optional().meta({ description: 'The `ETag` of the copy that you have.' }),
  'accept-encoding': ascii(1024).optional().meta({ description: 'Whether you read `gzip`.' }),
});

export const publicRoutes = {
  getHealth: route({
    method: 'GET',
    path: '/v1/health',
    lambda: 'public',
    scope: 'public',
    idempotency: 'none',
    throttle: THROTTLE_STATIC,
    summary: 'Check that the service is up',
    responses: {
      200: {
        description: 'The service is up.',
        body: z.object({ status: z.literal('ok') }).meta({ id: 'Health' }),
      },
    },
    problems: [],
  }),
  getOpenapi: route({
    method: 'GET',
    path: '/v1/openapi.json',
    lambda: 'public',
    scope: 'public',
    idempotency: 'none',
    throttle: THROTTLE_STATIC,
    summary: 'Get this API description',
    headers: fileHeaders,
    responses: file('OpenAPI 3.1.', 'application/json'),
    problems: [],
  }),
  getDocs: route({
    method: 'GET',
    path: '/v1/docs',
    lambda: 'public',
    scope: 'public',
    idempotency: 'none',
    throttle: THROTTLE_STATIC,
    summary: 'Open the API documentation',
    headers: fileHeaders,
    responses: file('HTML.', 'text/html; charset=utf-8'),
    problems: [],
  }),
  getDocsAsset: route({
    method: 'GET',
    path: '/v1/docs/{asset}',
    lambda: 'public',
    scope: 'public',
    idempotency: 'none',
    throttle: THROTTLE_STATIC,
    summary: 'Get a script, a stylesheet or the list of errors of the documentation',
    params: z.strictObject({
      asset: z
        .string()
        .regex(/^[a-z0-9.-]{1,64}$/)
        .meta({ description: 'The name of the file, or `errors`.', example: 'errors' }),
    }),
    headers: fileHeaders,
    responses: file('A script, a style sheet or, as `errors`, the page about every error.', 'text/plain'),
    problems: ['not_found'],
  }),
};
