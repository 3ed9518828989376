import * as z from 'zod';

/** What Lambda gives an instance for as long as it lives, in the name of the function's role. */
const given = z.object({
  AWS_ACCESS_KEY_ID: z.string().min(1),
  AWS_SECRET_ACCESS_KEY: z.string().min(1),
  AWS_SESSION_TOKEN: z.string().optional(),
});

/** There is nothing to sign requests to AWS with. */
export class CredentialsMissingError extends Error {
  override readonly name = 'CredentialsMissingError';
}

/**
 * Where a Lambda's SDK clients find their credentials: in its environment and nowhere else. Bundles have this in the
 * place of the SDK's package that also asks profiles, single sign-on and instances (infra/bundles.ts), and by its name.
 * @returns what a client asks before its first request. Throws CredentialsMissingError
 */
export const defaultProvider = () => async () => {
  const found = given.safeParse(process.env);
  if (!found.success)
    throw new CredentialsMissingError('AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set');
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = found.data;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN !== undefined && { sessionToken: AWS_SESSION_TOKEN }),
  };
};
