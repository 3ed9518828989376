import { provider as providerName, type Provider } from '../table/items/payment-status.ts';
import type { Settings } from '../table/items/settings.ts';

/** At which providers an agency sells, and for which of them it has usable credentials. */
type Sale = Pick<Settings, 'providers' | 'connected'>;

/** Why customers can't pay at a provider. */
type NotOffered = 'not_enabled' | 'credentials_missing';

/** The one judgement of what is offered, by what was last seen of the credentials, and of what a checkout accepts, by what is. */
export const whyNotOffered = ({ providers, connected }: Sale, provider: Provider): NotOffered | undefined => {
  if (!providers.includes(provider)) return 'not_enabled';
  return !connected || connected.includes(provider) ? undefined : 'credentials_missing';
};

/** The providers at which customers can pay. */
export const offeredProviders = (sale: Sale): Provider[] =>
  sale.providers.filter((provider) => whyNotOffered(sale, provider) === undefined);

/** For an agency: every provider, whether it is offered, and why not. */
export const offersOf = (sale: Sale) =>
  providerName.options.map((provider) => {
    const reason = whyNotOffered(sale, provider);
    return { provider, offered: reason === undefined, ...(reason && { reason }) };
  });
