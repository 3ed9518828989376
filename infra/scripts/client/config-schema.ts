import * as z from 'zod';
import openapi from '../../../docs/openapi.json' with { type: 'json' };

const schemas = z.record(z.string(), z.json()).parse(openapi.components.schemas);

const FROM = '#/components/schemas/';
const TO = '#/$defs/';

/** What an agency keeps in a file, by the names of the schemas that the API takes. */
const COLLECTIONS = {
  packages: 'PackageInput',
  products: 'ProductInput',
  services: 'ServiceInput',
  meters: 'MeterInput',
  allowances: 'AllowanceInput',
};

/** The names of the schemas that a schema refers to, and those refer to. */
const closureOf = (names: readonly string[]): string[] => {
  const found = new Set<string>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    const text = JSON.stringify(schemas[name]);
    for (const [, next = ''] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) add(next);
  };
  names.forEach(add);
  return [...found].sort();
};

const objectSchema = z.looseObject({ properties: z.record(z.string(), z.json()) });
const readOnly = z.object({ description: z.string().regex(/^Read-only\b/) });

/** Without what only the API can say: the file has what the agency decides. */
const writable = (schema: unknown): unknown => {
  const { data } = objectSchema.safeParse(schema);
  if (!data) return schema;
  const properties = Object.entries(data.properties).filter(
    ([, value]) => !readOnly.safeParse(value).success,
  );
  return { ...data, properties: Object.fromEntries(properties) };
};

const severalPatterns = z.looseObject({
  type: z.string(),
  allOf: z.array(z.strictObject({ pattern: z.string() })),
});

/** Repeats the type beside each of several patterns: zod's reader of JSON Schema skips a pattern without one. */
const withTypes = (_name: string, value: unknown): unknown => {
  const { data } = severalPatterns.safeParse(value);
  return data ? { ...data, allOf: data.allOf.map((part) => ({ type: data.type, ...part })) } : value;
};

/** The JSON Schema of the file that `scrip pull` writes: editors complete and check it. */
export const configSchemaSource = (): string => {
  const names = closureOf(['SettingsInput', ...Object.values(COLLECTIONS), 'ProfileInput', 'EventType']);
  const collections = Object.entries(COLLECTIONS).map(([name, schema]): [string, object] => [
    name,
    {
      description: `The ${name}, by ID. Without this, they are left alone.`,
      type: 'object',
      propertyNames: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$' },
      additionalProperties: { $ref: TO + schema },
    },
  ]);
  const document = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Settings, catalogue and meters of a Scrip agency',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      settings: { $ref: `${TO}SettingsInput`, description: 'Without this, they are left alone.' },
      ...Object.fromEntries(collections),
    },
    additionalProperties: false,
    $defs: Object.fromEntries(names.map((name) => [name, writable(schemas[name])])),
  };
  return `${JSON.stringify(document, withTypes, 2).replaceAll(FROM, TO)}\n`;
};
