import { problemCodes } from '../../shared/http/errors.ts';
import type { Described } from '../published/description.ts';
import { nameOf } from '../published/json-type.ts';
import { escaped, paragraphs, prose } from './html.ts';
import { kindOf, term } from './schema.ts';

type Parameter = Described['parameters'][number];

const PLACES = { path: 'in the path', query: 'in the query', header: 'a header' };

const terms = (parameters: readonly Parameter[]): string =>
  parameters.length === 0
    ? ''
    : `<h4>Parameters</h4><dl>${parameters
        .map((parameter) =>
          term(
            parameter.name,
            parameter.schema,
            parameter.required,
            `${parameter.description ?? ''} (${PLACES[parameter.in]})`,
          ),
        )
        .join('')}</dl>`;

/** Each error's name leads to what the page about errors says of it. */
const linked = (text: string): string =>
  prose(text).replaceAll(/<code>([a-z_]+)<\/code>/g, (code, name: string) =>
    problemCodes.some((known) => known === name) ? `<a href="docs/errors#${name}">${code}</a>` : code,
  );

const answerOf = ({ $ref, description = '', content }: Described['responses'][string]): string => {
  if ($ref !== undefined) return `<a href="#responses">${nameOf($ref)}</a>`;
  const kinds = Object.entries(content)
    .filter(([type]) => type !== 'application/problem+json')
    .map(([type, { schema }]) => `${kindOf(schema)} <small>${escaped(type)}</small>`);
  return [linked(description), ...kinds].join(' ');
};

const answers = ({ responses }: Described): string =>
  `<h4>Answers</h4><dl>${Object.entries(responses)
    .map(([status, response]) => `<dt>${status}</dt><dd>${answerOf(response)}</dd>`)
    .join('')}</dl>`;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Shown in empty fields. Without a key of the reader's own, the script makes one for each request. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  'Idempotency-Key': 'a new one for each request',
  Prefer: 'dry-run',
};

const field = (operationId: string, { name, in: place, required, example }: Parameter): string => {
  const id = `${operationId}-${name}`;
  const placeholder = PLACEHOLDERS[name];
  const value = required && example !== undefined ? ` value="${escaped(textOf(example))}"` : '';
  const hint =
    placeholder === undefined ? `${required ? ' required' : ''}${value}` : ` placeholder="${placeholder}"`;
  return `<label for="${id}">${escaped(name)}</label><input id="${id}" name="${escaped(name)}" data-in="${place}"${hint} autocomplete="off" spellcheck="false">`;
};

const bodyField = ({ operationId, requestBody }: Described): string => {
  const sent = requestBody?.content['application/json'];
  if (!sent) return '';
  const id = `${operationId}-body`;
  const text = sent.example === undefined ? '{}' : JSON.stringify(sent.example, null, 2);
  return `<label for="${id}">Body</label><textarea id="${id}" name="body" rows="${Math.min(text.split('\n').length + 1, 24)}" spellcheck="false">${escaped(text)}</textarea>`;
};

/** A form that sends the operation, filled so that it succeeds as it is. */
const form = (operation: Described, parameters: readonly Parameter[]): string =>
  `<form data-method="${operation.method}" data-path="${escaped(operation.path)}"><h4>Try it</h4>${parameters
    .map((parameter) => field(operation.operationId, parameter))
    .join('')}${bodyField(operation)}<button>Send</button><output></output></form>`;

/** One operation, under its operationId as a fragment. @param shared parameters by the reference that names them */
export const operationSection = (
  operation: Described,
  shared: Readonly<Record<string, Parameter>>,
): string => {
  const { operationId, method, path, summary, description, requestBody } = operation;
  const parameters = operation.parameters.map((parameter) =>
    parameter.$ref === undefined ? parameter : (shared[nameOf(parameter.$ref)] ?? parameter),
  );
  const body = requestBody?.content['application/json'];
  return `<details id="${operationId}"><summary><h3><b class="${method.toLowerCase()}">${method}</b> <code>${escaped(path)}</code> <span>${prose(summary)}</span></h3></summary>${paragraphs(description)}${terms(parameters)}${body ? `<h4>Body</h4><p>${kindOf(body.schema)}</p>` : ''}${answers(operation)}${form(operation, parameters)}</details>`;
};
