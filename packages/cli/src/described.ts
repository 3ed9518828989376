import type {
  AllowanceInput,
  EventType,
  MeterInput,
  PackageInput,
  ProductInput,
  ProfileInput,
  ServiceInput,
  SettingsInput,
} from '@scrip/client';
import * as z from 'zod';
import document from './generated/config.schema.json' with { type: 'json' };

/** The settings, the catalogue, the meters and the allowances of an agency, as a file has them. What is left out is left alone. */
export type Config = {
  $schema?: string;
  settings?: SettingsInput;
  packages?: Record<string, PackageInput>;
  products?: Record<string, ProductInput>;
  services?: Record<string, ServiceInput>;
  meters?: Record<string, MeterInput>;
  allowances?: Record<string, AllowanceInput>;
};

const jsonSchema = z.custom<z.core.JSONSchema.JSONSchema>((value) => typeof value === 'object');

/** The JSON Schema of such a file, for editors. */
export const configSchema = document;

/** A file's content, checked by the schemas of the API before anything is sent. */
export const configFile = () => z.fromJSONSchema(jsonSchema.parse(document)).pipe(z.custom<Config>());

/** A customer's profile, checked in the same way. */
export const profileFields = () => {
  const { $schema, $defs } = document;
  return z
    .fromJSONSchema(jsonSchema.parse({ $schema, $defs, $ref: '#/$defs/ProfileInput' }))
    .pipe(z.custom<ProfileInput>());
};

/** Every type of event. */
export const eventTypes = document.$defs.EventType.enum;

export const eventType = z.enum(eventTypes).pipe(z.custom<EventType>());

const SCHEMAS = {
  settings: 'SettingsInput',
  packages: 'PackageInput',
  products: 'ProductInput',
  services: 'ServiceInput',
  meters: 'MeterInput',
  allowances: 'AllowanceInput',
} as const;

/** What of an answer the agency decides, in the order of the schema. */
export const writableOf = (name: keyof typeof SCHEMAS, answer: unknown): Record<string, unknown> => {
  const known = z.record(z.string(), z.unknown()).parse(answer);
  return Object.fromEntries(
    Object.keys(document.$defs[SCHEMAS[name]].properties).flatMap((field) =>
      known[field] === undefined ? [] : [[field, known[field]]],
    ),
  );
};

/** Where something is, as a JSON Pointer (RFC 6901). */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
