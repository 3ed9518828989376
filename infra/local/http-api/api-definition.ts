import * as z from 'zod';
import { corsSchema } from './cors.ts';
import type { HttpApiDefinition, Integration } from './http-gateway.ts';
import { authorizerSchema, createLambdaAuthorizer } from './lambda-authorizer.ts';
import type { Lambda } from '../lambda/lambda.ts';
import type { Resources } from '../template/resources.ts';
import { resourcesOfType, type Template } from '../template/template.ts';
import type { Route } from './routes.ts';
import { StartupError } from '../startup-error.ts';

const integrationSchema = z.object({
  type: z.literal('aws_proxy'),
  payloadFormatVersion: z.literal('2.0'),
  uri: z.string(),
  timeoutInMillis: z.coerce.number().default(30_000),
});

const REFERENCE = '#/components/x-amazon-apigateway-integrations/';

/** A route, except for its key. */
const operationSchema = z
  .object({
    security: z
      .array(z.record(z.string(), z.tuple([])))
      .max(1, 'the local stack asks one authorizer a route'),
    'x-amazon-apigateway-integration': z.object({ $ref: z.string().startsWith(REFERENCE) }),
  })
  .transform(({ security: [asked = {}], 'x-amazon-apigateway-integration': { $ref } }) => ({
    integration: $ref.slice(REFERENCE.length),
    authorizer: Object.keys(asked)[0],
  }));

/** OpenAPI with API Gateway's extensions. */
const bodySchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({
    securitySchemes: z
      .record(z.string(), z.object({ 'x-amazon-apigateway-authorizer': authorizerSchema }))
      .default({}),
    'x-amazon-apigateway-integrations': z.record(z.string(), integrationSchema),
  }),
  'x-amazon-apigateway-cors': corsSchema.optional(),
});

const routeKeyOf = (path: string, method: string): string => {
  if (path === '/$default') return '$default';
  return `${method === 'x-amazon-apigateway-any-method' ? 'ANY' : method.toUpperCase()} ${path}`;
};

/** A function that checks tokens of an issuer whose address stands in the template. */
const checkerSchema = z.object({
  Environment: z.object({ Variables: z.object({ ISSUER: z.url(), AUDIENCE: z.string() }) }),
});

/** The issuer and audience of the tokens that the template's authorizer accepts; undefined where it names none. */
export const tokenSettings = (template: Template): { issuer: string; audience: string[] } | undefined => {
  const [checker] = resourcesOfType(template, 'AWS::Lambda::Function').flatMap(
    ([, { Properties }]) => checkerSchema.safeParse(Properties).data ?? [],
  );
  if (!checker) return undefined;
  const { ISSUER: issuer, AUDIENCE } = checker.Environment.Variables;
  return { issuer, audience: AUDIENCE.split(',') };
};

/** Puts the API together that the template's definition describes: its routes, what they lead to and who may pass. */
export const readApi = (
  resources: Resources,
  find: (arn: string) => Lambda,
): HttpApiDefinition | undefined => {
  const [api, another] = resources.all('AWS::ApiGatewayV2::Api', z.object({ Body: bodySchema }));
  if (!api) return undefined;
  const { logicalId: apiId, properties } = api;
  if (another) throw new StartupError(`${another.logicalId}: the local stack supports one HTTP API only`);
  const stages = resources.all('AWS::ApiGatewayV2::Stage', z.object({ StageName: z.string() }));
  if (!stages.some(({ name }) => name === '$default'))
    throw new StartupError(`${apiId}: no stage is named $default`);

  const { paths, components, 'x-amazon-apigateway-cors': corsConfiguration } = properties.Body;
  const integrations = new Map(
    Object.entries(components['x-amazon-apigateway-integrations']).map(
      ([name, { uri, timeoutInMillis: timeout }]): [string, Integration] => [
        name,
        { lambda: find(uri), timeout },
      ],
    ),
  );
  const authorizers = new Map(
    Object.entries(components.securitySchemes).map(
      ([name, { 'x-amazon-apigateway-authorizer': settings }]) => [
        name,
        createLambdaAuthorizer(settings, find(settings.authorizerUri)),
      ],
    ),
  );
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { integration, authorizer }]): Route => {
      const routeKey = routeKeyOf(path, method);
      if (!integrations.has(integration))
        throw new StartupError(`${apiId}: ${routeKey}: the template has no integration ${integration}`);
      if (authorizer !== undefined && !authorizers.has(authorizer))
        throw new StartupError(`${apiId}: ${routeKey}: the template has no authorizer ${authorizer}`);
      return { routeKey, integration, authorizer };
    }),
  );
  return { apiId, routes, integrations, authorizers, cors: corsConfiguration };
};
