import * as z from 'zod';
import { resourcesOf, type Template, text } from './template.ts';

const INTEGRATIONS = '#/components/x-amazon-apigateway-integrations/';

const operation = z.object({
  security: z.array(z.record(z.string(), z.tuple([]))),
  parameters: z.array(z.object({ name: z.string(), in: z.literal('path'), required: z.literal(true) })),
  'x-amazon-apigateway-integration': z.strictObject({ $ref: z.string().startsWith(INTEGRATIONS) }),
});

const definition = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({
    securitySchemes: z.record(
      z.string(),
      z.object({ 'x-amazon-apigateway-authorizer': z.looseObject({ authorizerUri: text }) }),
    ),
    'x-amazon-apigateway-integrations': z.record(z.string(), z.object({ uri: text })),
  }),
  'x-amazon-apigateway-cors': z.unknown(),
});

/** Beside a definition API Gateway takes neither name, protocol nor CORS of a resource. */
const properties = z.strictObject({ Body: definition, FailOnWarnings: z.literal(true) });

/** A stack's HTTP API, with its routes by their keys. Throws where there is not exactly one. */
export const apiOf = (template: Template) => {
  const [api, another] = resourcesOf(template, 'AWS::ApiGatewayV2::Api', properties);
  if (!api || another) throw new RangeError('the template has no HTTP API, or several');
  const { paths, components, 'x-amazon-apigateway-cors': cors } = api.properties.Body;
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { security, parameters, ...rest }]) => {
      const { $ref } = rest['x-amazon-apigateway-integration'];
      const { uri } = components['x-amazon-apigateway-integrations'][$ref.slice(INTEGRATIONS.length)] ?? {};
      return {
        key: path === '/$default' ? '$default' : `${method.toUpperCase()} ${path}`,
        parameters: parameters.map(({ name }) => name),
        lambda: uri?.match(/:function:scrip-dev-([\w-]+):live\/invocations$/)?.[1],
        authorizers: security.flatMap((asked) => Object.keys(asked)),
      };
    }),
  );
  const authorizers = Object.fromEntries(
    Object.entries(components.securitySchemes).map(([name, scheme]) => [
      name,
      scheme['x-amazon-apigateway-authorizer'],
    ]),
  );
  return { id: api.id, routes, authorizers, cors };
};
