import * as z from 'zod';
import { corsSchema } from './cors.ts';
import type { HttpApiDefinition, Integration } from './http-gateway.ts';
import { authorizerSchema, createLambdaAuthorizer } from './lambda-authorizer.ts';
import type { Lambda } from '../lambda/lambda.ts';
import type { Resources } from '../template/resources.ts';
import { resourcesOfType, type Template } from '../template/template.ts';
import { routeSchema } from './routes.ts';
import { StartupError } from '../startup-error.ts';

const apiSchema = z.object({ ProtocolType: z.literal('HTTP'), CorsConfiguration: corsSchema.optional() });

const integrationSchema = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  PayloadFormatVersion: z.literal('2.0'),
  IntegrationUri: z.string(),
  TimeoutInMillis: z.coerce.number().default(30_000),
});

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

/** Puts the template's API together: its routes, what they lead to and who may pass. */
export const readApi = (
  resources: Resources,
  find: (arn: string) => Lambda,
): HttpApiDefinition | undefined => {
  const [api, another] = resources.all('AWS::ApiGatewayV2::Api', apiSchema);
  if (!api) return undefined;
  if (another) throw new StartupError(`${another.logicalId}: the local stack supports one HTTP API only`);
  const stages = resources.all('AWS::ApiGatewayV2::Stage', z.object({ StageName: z.string() }));
  if (!stages.some(({ name }) => name === '$default'))
    throw new StartupError(`${api.logicalId}: no stage is named $default`);

  const integrations = new Map<string, Integration>();
  for (const { logicalId, properties } of resources.all(
    'AWS::ApiGatewayV2::Integration',
    integrationSchema,
  )) {
    const { IntegrationUri, TimeoutInMillis: timeout } = properties;
    integrations.set(logicalId, { lambda: find(IntegrationUri), timeout });
  }
  const authorizers = new Map(
    resources
      .all('AWS::ApiGatewayV2::Authorizer', authorizerSchema)
      .map(({ logicalId, properties }) => [
        logicalId,
        createLambdaAuthorizer(properties, find(properties.AuthorizerUri)),
      ]),
  );
  const routes = resources
    .all('AWS::ApiGatewayV2::Route', routeSchema)
    .map(({ logicalId, properties: route }) => {
      if (!integrations.has(route.integration))
        throw new StartupError(`${logicalId}: the template has no integration ${route.integration}`);
      if (route.authorizer !== undefined && !authorizers.has(route.authorizer))
        throw new StartupError(`${logicalId}: the template has no authorizer ${route.authorizer}`);
      return route;
    });
  return { apiId: api.logicalId, routes, integrations, authorizers, cors: api.properties.CorsConfiguration };
};
