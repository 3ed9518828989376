import { GetParameterError, TransformParameterError } from '@aws-lambda-powertools/parameters/errors';
import { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import type * as z from 'zod';
import { AWS_TIMEOUTS } from './aws-timeouts.ts';
import { log } from './log.ts';
import { err, ok, type Result } from './result.ts';

/**
 * Seconds that a secret stays in memory before it is read again: a rotation takes effect without a deployment. Parameter
 * Store allows 40 reads a second in an account and region, and each read is a billed call of KMS.
 */
export const SECRET_MAX_AGE_S = 300;

const parameters = new SSMProvider({ clientConfig: AWS_TIMEOUTS });

/**
 * Reads a secret, as JSON, through a schema. If it does not fit, only its name is logged: an error would quote the secret.
 * Throws other errors of Parameter Store, such as its throttling, as the SDK throws them.
 * @param name of a SecureString in Parameter Store
 */
export const readSecret = async <Schema extends z.ZodType>(
  name: string,
  schema: Schema,
): Promise<Result<z.output<Schema>, { code: 'missing' | 'not_understood' }>> => {
  try {
    const value = await parameters.get(name, {
      decrypt: true,
      maxAge: SECRET_MAX_AGE_S,
      transform: 'json',
    });
    const read = schema.safeParse(value);
    if (read.success) return ok(read.data);
  } catch (error) {
    if (isMissing(error)) return err({ code: 'missing' });
    if (!(error instanceof TransformParameterError)) throw causeOf(error);
  }
  log.error('secret invalid', { secret: name });
  return err({ code: 'not_understood' });
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && error.cause.name === 'ParameterNotFound';

/** What Parameter Store said: its name tells whether the call may be tried again. */
const causeOf = (error: unknown): unknown =>
  error instanceof GetParameterError && error.cause !== undefined ? error.cause : error;
