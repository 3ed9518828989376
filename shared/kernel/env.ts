import type * as z from 'zod';

/** Reads the environment variables that `schema` names, once, when a Lambda starts. Throws on what is missing. */
export const readEnv = <Schema extends z.ZodType>(schema: Schema): z.output<Schema> =>
  schema.parse(process.env);
