import { isBodyOptional, type Answer, type LambdaName, type Route } from '../../../shared/http/route.ts';
import type { JsonSchema, NamedSchemas } from './json-schema.ts';
import { problemResponses } from './problems.ts';

/** Routes are grouped by who calls them and why. */
export const tags: Record<LambdaName, { name: string; description: string }> = {
  account: { name: 'Credits', description: "The customer's own account: balance, history, spending." },
  store: {
    name: 'Store',
    description:
      'What customers do with credits: products, services, invoices, promo codes, credit requests.',
  },
  checkout: { name: 'Checkouts', description: 'Buy credits at a payment provider.' },
  agency: {
    name: 'Agency',
    description: 'Run an agency: settings, catalog, accounts, credit requests, events, reports.',
  },
  people: {
    name: 'People',
    description: 'Invite people and customers, where the deployment has its own user pool.',
  },
  webhooks: { name: 'Webhooks', description: 'Called by payment providers.' },
  pictures: { name: 'Pictures', description: 'Public: what shop windows show.' },
  public: { name: 'Service', description: 'Public: health and API description.' },
};

type Place = 'path' | 'query' | 'header';

/** `creditRequestId` is the ID of the credit request, where its schema says no more. */
const idOf = (parameter: string): string =>
  `The ID of the ${parameter.replace(/Id$/, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}.`;

const parameters = (schemas: NamedSchemas, place: Place, { example, ...route }: Route): object[] => {
  const schema = { path: route.params, query: route.query, header: route.headers }[place];
  if (schema === undefined) {
    return [];
  }
  const { properties = {}, required = [] } = schemas.describe(schema, 'input');
  return Object.entries(properties).map(([name, property]) => {
    const { description, examples, ...rest }: JsonSchema = typeof property === 'boolean' ? {} : property;
    const shown = (place === 'path' ? example?.params?.[name] : undefined) ?? examples?.[0];
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      description: description ?? (place === 'path' ? idOf(name) : undefined),
      schema: rest,
      ...(shown !== undefined && { example: shown }),
    };
  });
};

const requestBody = (schemas: NamedSchemas, route: Route): object | undefined => {
  const { body, example } = route;
  if (body === undefined) {
    return undefined;
  }
  const schema: JsonSchema = body === 'raw' ? { type: 'object' } : schemas.describe(body, 'input');
  const shown = example?.body;
  return {
    required: !isBodyOptional(route),
    content: { 'application/json': { schema, ...(shown !== undefined && { example: shown }) } },
  };
};

const content = (schemas: NamedSchemas, { body, contentType }: Answer): object | undefined => {
  if (body === null) {
    return undefined;
  }
  if (contentType === undefined) {
    return { 'application/json': { schema: schemas.describe(body, 'output') } };
  }
  return { [contentType]: { schema: { type: contentType === 'application/json' ? 'object' : 'string' } } };
};

const answer = (schemas: NamedSchemas, response: Answer, { idempotency, dryRun }: Route): object => {
  const ownHeaders = Object.entries(response.headers ?? {}).map(([name, description]): [string, object] => [
    name,
    { description, schema: { type: 'string' } },
  ]);
  const headers = {
    ...Object.fromEntries(ownHeaders),
    ...(idempotency === 'key' && {
      'Idempotent-Replayed': { $ref: '#/components/headers/IdempotentReplayed' },
    }),
    ...(dryRun && { 'Preference-Applied': { $ref: '#/components/headers/PreferenceApplied' } }),
  };
  const body = content(schemas, response);
  return {
    description: response.description,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(body !== undefined && { content: body }),
  };
};

/** What makes a repetition safe, in the words of the description. Reading needs none. */
const repetition = ({ method, idempotency }: Route): string[] =>
  method === 'GET'
    ? []
    : {
        key: [
          'Safe to retry with the same `Idempotency-Key`: the first request takes effect, and each repetition gets its ' +
            'answer. Another request with the same key is refused with `idempotency_key_reused`.',
        ],
        natural: ['Safe to retry without an `Idempotency-Key`. If you send one, Scrip ignores it.'],
        none: ['Not idempotent: each request takes effect.'],
      }[idempotency];

/** A route in OpenAPI. `operationId` is its name in the route table. */
export const operation = (schemas: NamedSchemas, operationId: string, route: Route): object => {
  const all = [
    ...parameters(schemas, 'path', route),
    ...parameters(schemas, 'query', route),
    ...parameters(schemas, 'header', route),
    ...(route.idempotency === 'key' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ...(route.dryRun ? [{ $ref: '#/components/parameters/Prefer' }] : []),
  ];
  const body = requestBody(schemas, route);
  const text = [
    ...(route.description === undefined ? [] : [route.description]),
    ...repetition(route),
    route.scope === 'public' ? 'Needs no token.' : `Requires the scope \`${route.scope}\`.`,
  ];
  const answers = Object.entries(route.responses).map(([status, response]): [string, object] => [
    status,
    answer(schemas, response, route),
  ]);
  return {
    operationId,
    tags: [tags[route.lambda].name],
    summary: route.summary,
    description: text.join('\n\n'),
    'x-idempotency': route.idempotency,
    security: route.scope === 'public' ? [] : [{ issuer: [route.scope] }, { bearer: [] }],
    ...(all.length > 0 && { parameters: all }),
    ...(body !== undefined && { requestBody: body }),
    responses: { ...Object.fromEntries(answers), ...problemResponses(route) },
  };
};
