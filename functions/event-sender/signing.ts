import type { AgencyId } from '../../shared/kernel/ids.ts';
import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';
import { signingAt, signingSecrets, type SigningSecrets } from '../../shared/events/signing-secrets.ts';
import { AWS_TIMEOUTS } from '../../shared/kernel/aws-timeouts.ts';
import { instant } from '../../shared/kernel/clock.ts';

/** @returns the secrets that sign for an endpoint at a time (milliseconds since the epoch), the newest first */
export type SecretsOf = (agency: AgencyId, endpoint: string, now: number) => Promise<readonly string[]>;

/** Seconds for which a rotation may go unnoticed: the secret before signs for far longer. */
const SECRET_MAX_AGE_S = 30;

const secretsManager = new SecretsProvider({ clientConfig: AWS_TIMEOUTS });

/** @param prefix of the secrets' names: `<prefix>/<agency>/endpoints` */
export const secretsUnder =
  (prefix: string): SecretsOf =>
  async (agency, endpoint, now) => {
    const name = `${prefix}/${agency}/endpoints`;
    const known = await read(name, false);
    // An endpoint that was made since it was read.
    const secrets = known[endpoint] ?? (await read(name, true))[endpoint];
    return signingAt(secrets, instant(now));
  };

const read = async (name: string, forceFetch: boolean): Promise<SigningSecrets> =>
  signingSecrets.parse(
    await secretsManager.get(name, { maxAge: SECRET_MAX_AGE_S, transform: 'json', forceFetch }),
  );
