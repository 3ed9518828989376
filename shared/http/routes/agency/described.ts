import type * as z from 'zod';

/** A stricter form of a schema, with the description of the original, which `strict()` and a new object lose. */
export const describedAs = <Schema extends z.ZodType>(original: z.ZodType, stricter: Schema): Schema =>
  stricter.meta({ description: original.description });
