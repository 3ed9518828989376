import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Whether a schema says what a caller sends or what a caller receives. */
export type Direction = 'input' | 'output';

/** Two schemas have one name and differ: one of them needs another. */
export class AmbiguousNameError extends Error {
  override readonly name = 'AmbiguousNameError';
}

/** Classes of characters that only some dialects of regular expressions know. Without them a pattern accepts more. */
const UNICODE_CLASS = /\\p\{\w+\}/g;

/** Leaves out what zod says for machines and what no reader needs. */
const tidy = (schema: JsonSchema): void => {
  if (schema.format === 'date-time') {
    delete schema.pattern;
  }
  if (schema.minimum === Number.MIN_SAFE_INTEGER) {
    delete schema.minimum;
  }
  if (schema.maximum === Number.MAX_SAFE_INTEGER) {
    delete schema.maximum;
  }
  for (const part of [schema, ...(schema.allOf ?? [])]) {
    if (typeof part === 'object' && part.pattern !== undefined) {
      part.pattern = part.pattern.replaceAll(UNICODE_CLASS, '');
    }
  }
  const { example } = schema;
  if (example !== undefined) {
    delete schema['example'];
    schema.examples = [example];
  }
};

/** Names of one document mean nothing in another. */
class Nameless extends z.core.$ZodRegistry<z.core.GlobalMeta> {
  override get<Schema extends z.core.$ZodType>(schema: Schema) {
    const { id: _id, ...meta } = z.globalRegistry.get(schema) ?? {};
    return meta;
  }
}

const isClosed = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.ZodObject && schema.def.catchall instanceof z.ZodNever;

/** What refuses unknown fields in a request stays open in an answer, so the two are `PolicyInput` and `Policy`. */
class RequestNames extends z.core.$ZodRegistry<z.core.GlobalMeta> {
  override get<Schema extends z.core.$ZodType>(schema: Schema) {
    const { id, ...meta } = z.globalRegistry.get(schema) ?? {};
    if (id === undefined) return meta;
    return { ...meta, id: isClosed(schema) && !id.endsWith('Input') ? `${id}Input` : id };
  }
}

const describe = (
  schema: z.core.$ZodType,
  io: Direction,
  metadata: z.core.$ZodRegistry<z.core.GlobalMeta>,
): JsonSchema => {
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, {
    io,
    metadata,
    override: ({ jsonSchema }) => {
      // Answers stay open: a later version may say more.
      if (io === 'output' && jsonSchema.additionalProperties === false) {
        delete jsonSchema.additionalProperties;
      }
      tidy(jsonSchema);
    },
  });
  return described;
};

/** A schema in a document of its own, where nothing has a name. */
export const standaloneSchema = (schema: z.ZodType): JsonSchema => describe(schema, 'output', new Nameless());

const COMPONENTS = '#/components/schemas/';

export const reference = (name: string): JsonSchema => ({ $ref: `${COMPONENTS}${name}` });

/** Leads every reference to where OpenAPI keeps named schemas. */
const relocate = (node: unknown): void => {
  if (typeof node !== 'object' || node === null) return;
  if ('$ref' in node && typeof node.$ref === 'string') {
    node.$ref = node.$ref.replace('#/$defs/', COMPONENTS);
  }
  Object.values(node).forEach(relocate);
};

/**
 * The schemas of one document. What has a name (`.meta({ id })`) is kept once, under that name, and referred to.
 * @throws AmbiguousNameError where two schemas have one name and differ
 */
export class NamedSchemas {
  readonly #named = new Map<string, JsonSchema>();

  /** @returns the schema, or a reference to it where it has a name */
  describe(schema: z.ZodType, io: Direction): JsonSchema {
    const names = io === 'input' ? new RequestNames() : z.globalRegistry;
    const { $defs = {}, ...root } = describe(schema, io, names);
    for (const [name, named] of Object.entries($defs)) {
      this.#keep(name, named);
    }
    const { id } = root;
    relocate(root);
    return typeof id === 'string' ? this.#keep(id, root) : root;
  }

  /** @returns every named schema, by name */
  all(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#named].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }

  #keep(name: string, { id: _id, ...schema }: JsonSchema): JsonSchema {
    relocate(schema);
    const known = this.#named.get(name);
    if (known !== undefined && !isDeepStrictEqual(known, schema)) {
      throw new AmbiguousNameError(`${name}: ${JSON.stringify(known)} and ${JSON.stringify(schema)}`);
    }
    this.#named.set(name, schema);
    return reference(name);
  }
}
