import { nameOf, type Schema } from '../published/json-type.ts';
import { escaped, paragraphs, prose } from './html.ts';

const link = (name: string): string => `<a href="#schema-${name}">${name}</a>`;

const joined = (parts: readonly string[]): string => [...new Set(parts)].join(' or ');

/** What kind of value it is, in a few words, with a link where it has a name. */
export const kindOf = (schema: Schema): string => {
  const { $ref, type, format, items, anyOf, oneOf, allOf } = schema;
  if ($ref !== undefined) return link(nameOf($ref));
  if (schema.const !== undefined) return `<code>${escaped(JSON.stringify(schema.const))}</code>`;
  if (schema.enum) {
    return joined(schema.enum.map((value) => `<code>${escaped(JSON.stringify(value))}</code>`));
  }
  const choices = anyOf ?? oneOf;
  if (choices) return joined(choices.map(kindOf));
  if (type === 'array') return `list of ${kindOf(items ?? {})}`;
  if (allOf && type === undefined) return allOf.map(kindOf).join(' with ');
  if (type === 'object' && typeof schema.additionalProperties === 'object') {
    return `map of ${kindOf(schema.additionalProperties)}`;
  }
  return escaped(
    [
      ...(type === undefined ? ['any value'] : [type].flat()),
      ...((format ?? '') ? [`(${format})`] : []),
    ].join(' '),
  );
};

const LIMITS = [
  ['minimum', 'at least'],
  ['maximum', 'at most'],
  ['minLength', 'characters, at least'],
  ['maxLength', 'characters, at most'],
  ['minItems', 'items, at least'],
  ['maxItems', 'items, at most'],
] as const;

/** Beyond it, a limit is that of the number's type, which tells nobody anything. */
const isTold = (value: number | undefined): value is number =>
  value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;

const limitsOf = (schema: Schema): string[] => [
  ...LIMITS.flatMap(([name, words]) => (isTold(schema[name]) ? [`${words} ${schema[name]}`] : [])),
  ...(schema.default === undefined
    ? []
    : [`<code>${escaped(JSON.stringify(schema.default))}</code> unless you say otherwise`]),
];

/** One field or parameter of a list. */
export const term = (name: string, schema: Schema, isRequired: boolean, description?: string): string => {
  const about = [isRequired ? 'required' : 'optional', ...limitsOf(schema)].join('; ');
  const inner = schema.properties ? fields(schema) : schema.items?.properties ? fields(schema.items) : '';
  return `<dt><code>${escaped(name)}</code> ${kindOf(schema)} <small>${about}</small></dt><dd>${prose(description ?? schema.description ?? '')}${inner}</dd>`;
};

const fields = ({ properties = {}, required = [] }: Schema): string =>
  `<dl>${Object.entries(properties)
    .map(([name, schema]) => term(name, schema, required.includes(name)))
    .join('')}</dl>`;

/** A named schema, under its name as a fragment. */
export const schemaSection = (name: string, schema: Schema): string => {
  const parts = schema.allOf ?? schema.anyOf ?? schema.oneOf ?? [];
  const own = schema.properties ? fields(schema) : `<p>${kindOf(schema)}</p>`;
  const ofParts = schema.properties
    ? ''
    : parts
        .filter(({ properties }) => properties)
        .map(fields)
        .join('');
  return `<details id="schema-${name}"><summary><h3>${name}</h3></summary>${paragraphs(schema.description)}${own}${ofParts}</details>`;
};
