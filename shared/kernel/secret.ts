import { TransformParameterError } from '@aws-lambda-powertools/parameters/errors';
import { getSecret } from '@aws-lambda-powertools/parameters/secrets';
import type * as z from 'zod';
import { log } from './log.ts';
import { err, ok, type Result } from './result.ts';

/** Seconds that a secret is kept in memory before it is read anew: a rotation is taken up without a deployment. */
const MAX_AGE_S = 60;

/**
 * Reads a secret, as JSON, through a schema. One that does not fit is noted by its name alone: neither the secret nor
 * what is wrong with it goes to the log, which would quote it. Throws what Secrets Manager says otherwise.
 */
export const readSecret = async <Schema extends z.ZodType>(
  name: string,
  schema: Schema,
): Promise<Result<z.output<Schema>, { code: 'missing' | 'not_understood' }>> => {
  try {
    const read = schema.safeParse(await getSecret(name, { maxAge: MAX_AGE_S, transform: 'json' }));
    if (read.success) return ok(read.data);
  } catch (error) {
    if (isMissing(error)) return err({ code: 'missing' });
    if (!(error instanceof TransformParameterError)) throw error;
  }
  log.error('secret invalid', { secret: name });
  return err({ code: 'not_understood' });
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && error.cause.name === 'ResourceNotFoundException';
