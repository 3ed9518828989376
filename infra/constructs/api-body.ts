import { Aws } from 'aws-cdk-lib';
import { type LambdaName, type Route, THROTTLE_STATIC, type Throttle } from '../../shared/http/route.ts';
import type { LambdaFunction } from './lambda-function.ts';

export type ApiBodyProps = {
  name: string;
  routes: Record<string, Route>;
  /** Who answers the routes of each name; `public` also answers whatever has no route. */
  lambdas: Record<LambdaName, LambdaFunction>;
  /** Says who calls. */
  authorizer: LambdaFunction;
  /** None: browsers of other origins may not call. */
  corsOrigins: readonly string[];
};

/** How long API Gateway keeps an answer of the authorizer, in seconds: so long a revoked key still works. */
const AUTHORIZER_TTL = 30;

const HOUR = 3600;

/** What no route takes. It lets through less than the stage. */
export const FALLBACK: Pick<Route, 'lambda' | 'scope'> & { key: string; throttle: Throttle } = {
  key: '$default',
  lambda: 'public',
  scope: 'public',
  throttle: THROTTLE_STATIC,
};

/**
 * All routes with their integrations and the authorizer, in OpenAPI 3.0 with API Gateway's extensions
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html). It tells API Gateway
 * where requests go; docs/openapi.json tells people what they mean.
 */
export const apiBody = ({ name, routes, lambdas, authorizer, corsOrigins }: ApiBodyProps) => ({
  openapi: '3.0.1',
  info: { title: name, version: '1' },
  paths: {
    ...pathsOf(Object.values(routes)),
    [`/${FALLBACK.key}`]: {
      'x-amazon-apigateway-any-method': { isDefaultRoute: true, ...operation(FALLBACK) },
    },
  },
  components: {
    securitySchemes: {
      bearer: {
        type: 'apiKey',
        in: 'header',
        name: 'Authorization',
        'x-amazon-apigateway-authorizer': {
          type: 'request',
          identitySource: '$request.header.Authorization',
          authorizerUri: uriOf(authorizer),
          authorizerPayloadFormatVersion: '2.0',
          enableSimpleResponses: true,
          authorizerResultTtlInSeconds: AUTHORIZER_TTL,
        },
      },
    },
    'x-amazon-apigateway-integrations': Object.fromEntries(
      Object.entries(lambdas).map(([key, lambda]) => [
        key,
        { type: 'aws_proxy', httpMethod: 'POST', payloadFormatVersion: '2.0', uri: uriOf(lambda) },
      ]),
    ),
  },
  ...(corsOrigins.length > 0 && { 'x-amazon-apigateway-cors': cors(corsOrigins) }),
});

const pathsOf = (routes: readonly Route[]): Record<string, object> => {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const { [route.path]: others } = paths;
    paths[route.path] = { ...others, [route.method.toLowerCase()]: operation(route) };
  }
  return paths;
};

/** Each says whom it asks, so that none is open because something is missing. */
const operation = ({ path = '', lambda, scope }: Pick<Route, 'lambda' | 'scope'> & { path?: string }) => ({
  security: scope === 'public' ? [] : [{ bearer: [] }],
  parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  })),
  responses: { default: { description: 'As in docs/openapi.json' } },
  'x-amazon-apigateway-integration': { $ref: `#/components/x-amazon-apigateway-integrations/${lambda}` },
});

const uriOf = ({ liveArn }: LambdaFunction): string =>
  `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}:lambda:path/2015-03-31/functions/${liveArn}/invocations`;

/** Browsers may send what the API takes, and may read what it answers beside the body. */
const cors = (allowOrigins: readonly string[]) => ({
  allowOrigins,
  allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
  allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match', 'prefer'],
  exposeHeaders: [
    'ETag',
    'Location',
    'Retry-After',
    'Idempotent-Replayed',
    'Link',
    'Content-Disposition',
    'Preference-Applied',
  ],
  maxAge: HOUR,
});
