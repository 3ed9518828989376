import type { AgencyId } from '../../shared/kernel/ids.ts';
import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';
import { signingAt, signingSecrets, type SigningSecrets } from '../../shared/events/signing-secrets.ts';
import { AWS_TIMEOUTS } from '../../shared/kernel/aws-timeouts.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { Endpoint } from '../../shared/table/items/endpoint.ts';

/** @returns the secrets that sign for an endpoint at a time (milliseconds since the epoch), the newest first */
export type SecretsOf = (
  agency: AgencyId,
  endpoint: Pick<Endpoint, 'id' | 'secretFrom'>,
  now: number,
) => Promise<readonly string[]>;

/**
 * Seconds for which an instance keeps an agency's secrets. What is new shows in the endpoint, which is read for each event: it has no
 * secret yet here, or a newer one. Only a rotation that was cut off before it told the endpoint is noticed this late, and until
 * then the secret before signs: for a day.
 */
const SECRET_MAX_AGE_S = 60 * 60;

const secretsManager = new SecretsProvider({ clientConfig: AWS_TIMEOUTS });

/** @param prefix of the secrets' names: `<prefix>/<agency>/endpoints` */
export const secretsUnder =
  (prefix: string): SecretsOf =>
  async (agency, { id, secretFrom = '' }, now) => {
    const name = `${prefix}/${agency}/endpoints`;
    const known = (await read(name, false))[id];
    const isCurrent = known?.some(({ from }) => from >= secretFrom) ?? false;
    return signingAt(isCurrent ? known : (await read(name, true))[id], instant(now));
  };

const read = async (name: string, forceFetch: boolean): Promise<SigningSecrets> =>
  signingSecrets.parse(
    await secretsManager.get(name, { maxAge: SECRET_MAX_AGE_S, transform: 'json', forceFetch }),
  );
