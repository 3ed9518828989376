import * as z from 'zod';
import { money } from '../../../shared/kernel/amount.ts';
import * as agencyViews from '../../../shared/http/routes/agency/views.ts';
import * as checkoutViews from '../../../shared/http/routes/checkout-views.ts';
import * as invoiceViews from '../../../shared/http/routes/store/invoice-views.ts';
import * as productViews from '../../../shared/http/routes/store/product-views.ts';
import * as purchaseViews from '../../../shared/http/routes/store/purchase-views.ts';
import * as serviceViews from '../../../shared/http/routes/store/service-views.ts';
import * as views from '../../../shared/http/routes/views.ts';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** `accountView` reads as Account. */
const componentName = (exported: string): string =>
  exported.charAt(0).toUpperCase() + exported.slice(1).replace(/View$/, '');

/** The schemas that answers share. The document has each once, by name. */
const names = new Map<z.core.$ZodType, string>([
  [money, 'Money'],
  ...Object.entries({
    ...views,
    ...checkoutViews,
    ...agencyViews,
    ...serviceViews,
    ...invoiceViews,
    ...productViews,
    ...purchaseViews,
  }).map(([exported, view]): [z.core.$ZodType, string] => [view, componentName(exported)]),
]);

/** Puts what `schema` says in the place of what `target` said. */
const replace = (target: JsonSchema, schema: JsonSchema): void => {
  for (const key of Object.keys(target)) {
    delete target[key];
  }
  Object.assign(target, schema);
};

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
  const { example } = schema;
  if (example !== undefined) {
    delete schema['example'];
    schema.examples = [example];
  }
};

const withoutDialect = ({ $schema: _dialect, ...schema }: JsonSchema): JsonSchema => schema;

/** What a caller may send. */
export const requestSchema = (schema: z.ZodType): JsonSchema =>
  withoutDialect(z.toJSONSchema(schema, { io: 'input', override: ({ jsonSchema }) => tidy(jsonSchema) }));

const reference = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

/** The named schemas in full. Objects stay open: a later version may say more. */
const describe = (schema: z.core.$ZodType, known: typeof names = names): JsonSchema =>
  withoutDialect(
    z.toJSONSchema(schema, {
      io: 'output',
      override: ({ zodSchema, jsonSchema, path }) => {
        const name = known.get(zodSchema);
        if (name !== undefined && path.length > 0) {
          replace(jsonSchema, reference(name));
          return;
        }
        if (jsonSchema.additionalProperties === false) {
          delete jsonSchema.additionalProperties;
        }
        tidy(jsonSchema);
      },
    }),
  );

/** What a caller is answered, by name where it has one. */
export const responseSchema = (schema: z.ZodType): JsonSchema => {
  const name = names.get(schema);
  return name === undefined ? describe(schema) : reference(name);
};

export const namedSchemas = (): Record<string, JsonSchema> =>
  Object.fromEntries([...names].map(([schema, name]) => [name, describe(schema)]));

/** What leaves in a document of its own, where nothing has a name. */
export const standaloneSchema = (schema: z.ZodType): JsonSchema => describe(schema, new Map());
