import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod';

const list = z.array(z.string()).default([]);

export const corsSchema = z.object({
  allowOrigins: list,
  allowMethods: list,
  allowHeaders: list,
  exposeHeaders: list,
  maxAge: z.coerce.number().optional(),
  allowCredentials: z.coerce.boolean().default(false),
});

export type Cors = z.output<typeof corsSchema>;

const allowedOrigin = ({ allowOrigins, allowCredentials }: Cors, origin: string): string | undefined => {
  if (allowOrigins.includes('*') && !allowCredentials) return '*';
  const isAllowed = allowOrigins.some(
    (allowed) =>
      allowed === '*' ||
      allowed === origin ||
      (allowed.endsWith('//*') && origin.startsWith(allowed.slice(0, -1))),
  );
  return isAllowed ? origin : undefined;
};

/** A browser asks before it sends: API Gateway answers that itself, whether or not the path has a route. */
export const isPreflight = (method: string, headers: IncomingHttpHeaders): boolean =>
  method === 'OPTIONS' &&
  headers.origin !== undefined &&
  headers['access-control-request-method'] !== undefined;

/** The CORS headers of a response; none for an origin that the configuration does not name. */
export const corsHeaders = (
  cors: Cors | undefined,
  headers: IncomingHttpHeaders,
  preflight: boolean,
): Record<string, string> => {
  const origin = cors && headers.origin ? allowedOrigin(cors, headers.origin) : undefined;
  if (!cors || !origin) return {};
  return {
    'access-control-allow-origin': origin,
    ...(origin !== '*' && { vary: 'Origin' }),
    ...(cors.allowCredentials && { 'access-control-allow-credentials': 'true' }),
    ...(cors.exposeHeaders.length > 0 && { 'access-control-expose-headers': cors.exposeHeaders.join(',') }),
    ...(preflight && {
      'access-control-allow-methods': cors.allowMethods.join(','),
      'access-control-allow-headers': cors.allowHeaders.join(','),
      ...(cors.maxAge !== undefined && { 'access-control-max-age': String(cors.maxAge) }),
    }),
  };
};
