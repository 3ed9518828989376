import type * as z from 'zod';

/**
 * A field that reading answers and putting does not change. A body may hold it, so that what was read can be put back;
 * the operation holds it against the record.
 */
export const readOnly = <Schema extends z.ZodType>(schema: Schema) =>
  schema
    .optional()
    .meta({ readOnly: true, description: 'Read-only. Leave it out, or send the value that you read.' });

/** What reading adds to a record, and others change. A body may hold it, so that what was read can be put back. */
export const ignored = <Schema extends z.ZodType>(schema: Schema) =>
  schema.optional().meta({ readOnly: true, description: 'Read-only. Scrip ignores it if you send it.' });
