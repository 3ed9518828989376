import * as z from 'zod';

/**
 * Each item of the table and each message of a queue has the number of its schema; without one it is 1. A number goes up
 * when older code would misread what is written: a field that must be obeyed, another value of an enum, another form. A
 * field that older code may ignore leaves the number as it is.
 */
const numbers = new WeakMap<z.ZodType, number>();

/** Gives a schema the number of what it reads and writes. */
export const numbered = <Schema extends z.ZodType>(number: number, schema: Schema): Schema => {
  numbers.set(schema, number);
  return schema;
};

/** For a schema of a few fields that every number has. */
export const ofAnyNumber = <Schema extends z.ZodType>(schema: Schema): Schema => numbered(Infinity, schema);

export const numberOf = (schema: z.ZodType): number => numbers.get(schema) ?? 1;

/** Something was written by a newer version of this code. It must not be changed here; that version, or a later one, can. */
export class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError';
}

const written = z.object({ schema: z.int().min(1) });

/** Throws NewerSchemaError where a value has a greater number than its schema. */
export const checkNumber = (schema: z.ZodType, value: unknown, name: string): void => {
  const { data } = written.safeParse(value);
  const known = numberOf(schema);
  if (data && data.schema > known)
    throw new NewerSchemaError(`${name}: schema ${data.schema}, known ${known}`);
};
