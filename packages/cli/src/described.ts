import type { ProfileInput } from '@scrip/client';
import * as z from 'zod';
import document from './generated/config.schema.json' with { type: 'json' };

const jsonSchema = z.custom<z.core.JSONSchema.JSONSchema>((value) => typeof value === 'object');

/** A customer's profile, checked by the schema of the API before anything is sent. */
export const profileFields = () => {
  const { $schema, $defs } = document;
  return z
    .fromJSONSchema(jsonSchema.parse({ $schema, $defs, $ref: '#/$defs/ProfileInput' }))
    .pipe(z.custom<ProfileInput>());
};
