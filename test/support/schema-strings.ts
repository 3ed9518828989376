import * as z from 'zod';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';

type Schema = z.core.$ZodType;
type Leaf = { path: string; schema: z.ZodString | z.ZodStringFormat };

/** Every string in a schema, at any depth. Throws on a kind of schema that nobody has thought of here. */
const stringsOf = (schema: Schema, path: string): Leaf[] => {
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return [{ path, schema }];
  if (schema instanceof z.ZodObject)
    return Object.entries<Schema>(schema.shape).flatMap(([key, field]) => stringsOf(field, `${path}/${key}`));
  if (schema instanceof z.ZodArray) return stringsOf(schema.element, `${path}/*`);
  if (schema instanceof z.ZodRecord)
    return [...stringsOf(schema.keyType, `${path}/<key>`), ...stringsOf(schema.valueType, `${path}/*`)];
  if (schema instanceof z.ZodUnion)
    return schema.options.flatMap((option: Schema) => stringsOf(option, path));
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault
  )
    return stringsOf(schema.unwrap(), path);
  if (schema instanceof z.ZodPipe) return stringsOf(schema.in, path);
  if (
    schema instanceof z.ZodEnum ||
    schema instanceof z.ZodLiteral ||
    schema instanceof z.ZodNumber ||
    schema instanceof z.ZodBoolean
  )
    return [];
  throw new TypeError(`${path}: what strings does a ${schema.constructor.name} take?`);
};

/** Every string that a request may hold, of all routes. */
export const requestStrings: readonly Leaf[] = Object.entries<Route>(routes).flatMap(
  ([name, { params, query, headers, body }]) =>
    Object.entries({ params, query, headers, body }).flatMap(([part, schema]) =>
      schema === undefined || schema === 'raw' ? [] : stringsOf(schema, `${name} ${part}`),
    ),
);

/** Whether a string alone is accepted, independent of the fields around it. */
export const accepts = ({ schema }: Leaf, value: string): boolean => schema.safeParse(value).success;
