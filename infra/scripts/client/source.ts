import * as z from 'zod';
import events from '../../../docs/events.json' with { type: 'json' };
import { schemas, operations, type Described } from '../../published/description.ts';
import { comment, jsonSchema, nameOf, typeOf } from '../../published/json-type.ts';

const HEADER = '// Generated from docs/ by `npm run client`. Never edited by hand.\n/* oxlint-disable */\n\n';

const declared = (name: string, schema: z.infer<typeof jsonSchema>): string =>
  `${comment(schema.description)}export type ${name} = ${typeOf(schema)};\n`;

/** Every named schema. */
export const schemasSource = (): string =>
  HEADER +
  Object.entries(schemas)
    .map(([name, schema]) => declared(name, schema))
    .join('\n');

const eventsDocument = z.object({ $defs: z.record(z.string(), jsonSchema) }).parse(events);

/** Every event by its type. */
export const eventsSource = (): string => {
  const fields = Object.entries(eventsDocument.$defs).map(
    ([type, schema]) => `${comment(schema.description)}${JSON.stringify(type)}: ${typeOf(schema)};\n`,
  );
  return `${HEADER}export type Events = {\n${fields.join('')}};\n`;
};

const JSON_TYPE = 'application/json';
const PROBLEM_TYPE = 'application/problem+json';

const isRequired = (parameters: Described['parameters']): boolean =>
  parameters.some(({ required }) => required);

/** The part of an operation's input that is sent in one place. */
const part = (name: string, parameters: Described['parameters']): string[] => {
  if (parameters.length === 0) return [];
  const fields = parameters.map((parameter) => {
    const type = parameter.in === 'query' ? typeOf(parameter.schema) : 'string';
    return `${comment(parameter.description)}${JSON.stringify(parameter.name)}${parameter.required ? '' : '?'}: ${type}${parameter.required ? '' : ' | undefined'};\n`;
  });
  return [`${name}${isRequired(parameters) ? '' : '?'}: {\n${fields.join('')}}`];
};

const DRY_RUN = '#/components/parameters/Prefer';

const refersTo = ({ parameters }: Described, $ref: string): boolean =>
  parameters.some((parameter) => parameter.$ref === $ref);

const inputOf = ({ parameters, requestBody }: Described): string => {
  const at = (place: string) =>
    parameters.filter(({ in: where, $ref }) => where === place && $ref === undefined);
  const schema = requestBody?.content[JSON_TYPE]?.schema;
  const body = schema && `body${requestBody.required ? '' : '?'}: ${typeOf(schema)}`;
  const parts = [
    ...part('params', at('path')),
    ...part('query', at('query')),
    ...part('headers', at('header')),
    ...(body === undefined ? [] : [body]),
  ];
  return parts.length === 0 ? 'Empty' : `{ ${parts.join('; ')} }`;
};

/** Every type that an operation answers with where it succeeds. */
const answersOf = ({ responses }: Described): string[] => {
  const types = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, { content }]) => {
      const [found] = Object.entries(content);
      if (!found) return ['undefined'];
      const [type, { schema }] = found;
      return type === JSON_TYPE ? (schema.anyOf ?? schema.oneOf ?? [schema]).map(typeOf) : ['string'];
    });
  return [...new Set(types)];
};

/** Whether a type says what an operation would do. */
const isPlan = (type: string): boolean => type.endsWith('DryRun');

const problemsOf = ({ responses }: Described): string => {
  const names = Object.values(responses).flatMap(({ content }) => {
    const schema = content[PROBLEM_TYPE]?.schema;
    return (schema?.oneOf ?? (schema ? [schema] : [])).map(({ $ref = '' }) => nameOf($ref));
  });
  return [...new Set(names)].join(' | ') || 'never';
};

const sideOf = ({ path, security }: Described): string =>
  security?.length === 0 ? 'public' : path.startsWith('/v1/agency/') ? 'agency' : 'customer';

/** Whether a request that was lost may be sent again: GET changes nothing, and the rest says so itself. */
const repeatOf = ({ method, 'x-idempotency': idempotency }: Described): string =>
  method === 'GET' ? 'natural' : idempotency;

/** An operation under the name of its function, with the types that it answers with. */
type Named = { described: Described; name: string; answers: string[] };

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const isSpecial = ({ schema }: Described['parameters'][number]): boolean => schema['x-answer'] !== undefined;

/** One function an operation, and one more for each query parameter that has an answer of its own. */
const namedOperations = (described: Described): Named[] => {
  const usual = described.parameters.filter((parameter) => !isSpecial(parameter));
  const special = described.parameters.filter(isSpecial);
  const ofSpecial = new Set(special.map(({ schema }) => schema['x-answer']));
  const { operationId } = described;
  return [
    {
      described: { ...described, parameters: usual },
      name: operationId,
      answers: answersOf(described).filter((answer) => !ofSpecial.has(answer)),
    },
    ...special.map((parameter) => ({
      described: {
        ...described,
        summary: parameter.description ?? described.summary,
        parameters: [...usual, { ...parameter, required: true }],
      },
      name: operationId + capitalized(parameter.name),
      answers: [parameter.schema['x-answer'] ?? ''],
    })),
  ];
};

const operationSource = ({ described, name, answers }: Named): string => {
  const plans = answers.filter(isPlan);
  const done = answers.filter((type) => !isPlan(type));
  const types = [
    `'${sideOf(described)}'`,
    inputOf(described),
    done.join(' | '),
    problemsOf(described),
    ...plans,
  ];
  const canDryRun = refersTo(described, DRY_RUN);
  const values = [described.method, described.path, repeatOf(described)].map((value) =>
    JSON.stringify(value),
  );
  return `${comment(described.summary)}export const ${name}: ${canDryRun ? 'DryRunOperation' : 'Operation'}<${types.join(', ')}> = [${values.join(', ')}];\n`;
};

/** By a program: neither the documentation's files nor the providers' webhooks. */
const isCalled = ({ path }: Described): boolean => !/^\/v1\/(?:docs|webhooks|openapi)/.test(path);

/** Every operation as a value of its own, so that a bundler keeps what is used. */
export const operationsSource = (): string => {
  const source = operations.filter(isCalled).flatMap(namedOperations).map(operationSource).join('\n');
  const types = source.replaceAll(/\/\*\*.*?\*\//gs, '');
  const used = Object.keys(schemas).filter((name) => new RegExp(`\\b${name}\\b`).test(types));
  return `${HEADER}import type { DryRunOperation, Empty, Operation } from '../operation.ts';\nimport type {\n${used.map((name) => `  ${name},\n`).join('')}} from './schemas.ts';\n\n${source}`;
};
