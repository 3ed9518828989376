import type { AgencyId } from '../kernel/ids.ts';
import type * as z from 'zod';
import { log } from '../kernel/log.ts';
import { count } from '../kernel/metrics.ts';
import type { Provider } from '../table/items/payment-status.ts';
import type { AgencySecrets } from './agency-secrets.ts';
import type { Connection, VerifyWebhook } from './provider.ts';
import type { Providers } from './providers.ts';

/** @returns an agency's account at a provider; undefined where the agency has none */
export type Connect = (agency: AgencyId, provider: Provider) => Promise<Connection | undefined>;

export const connectWith =
  (providers: Providers, secrets: Pick<AgencySecrets, 'providers'>): Connect =>
  async (agency, provider) => {
    const credentials = (await secrets.providers(agency))[provider];
    return credentials === undefined
      ? undefined
      : understood(providers[provider].connection, credentials, { agency, provider });
  };

/** What verifies an agency's webhooks of a provider. An agency that we don't know looks like one with a wrong secret. */
export type VerifierOf = (agency: AgencyId, provider: Provider) => Promise<VerifyWebhook>;

export const verifiersWith =
  (providers: Providers, secrets: Pick<AgencySecrets, 'webhooks'>): VerifierOf =>
  async (agency, provider) => {
    const schema = providers[provider].webhooks;
    const secret = (await secrets.webhooks(agency))[provider];
    return understood(schema, secret, { agency, provider }) ?? schema.parse(undefined);
  };

/**
 * A part of a secret that is not as its provider wants it is as good as none: it is counted, and no other provider's
 * trouble. Neither it nor what is wrong with it goes to the log, which would quote it.
 */
const understood = <Value>(
  schema: z.ZodType<Value>,
  secret: unknown,
  facts: { agency: AgencyId; provider: Provider },
): Value | undefined => {
  const read = schema.safeParse(secret);
  if (read.success) return read.data;
  log.error('secret invalid', facts);
  count('ProviderFailures');
  return undefined;
};
