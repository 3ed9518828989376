import type { Money } from '../kernel/amount.ts';
import { whyNotCharge, type ChargeRefusal } from './charge-limits.ts';
import type { Provider } from '../table/items/payment-status.ts';
import type { Settings } from '../table/items/settings.ts';

/** What an agency reads of a price that a provider can't charge. Amounts are minor units. */
const wordsFor = (name: Provider, currency: string, refusal: ChargeRefusal): string => {
  switch (refusal.reason) {
    case 'currency_not_supported':
      return `${name} does not charge ${currency}`;
    case 'amount_too_small':
      return `${name} charges at least ${refusal.minimum} minor units of ${currency}`;
    case 'amount_too_large':
      return `${name} charges at most ${refusal.maximum} minor units of ${currency}`;
    case 'amount_not_whole':
      return `${name} charges multiples of ${refusal.step} minor units of ${currency}`;
  }
};

/** Which of these providers can't charge a price, and why. */
const refusals = (providers: readonly Provider[], price: Money) =>
  providers.flatMap((provider) => {
    const refusal = whyNotCharge(provider, price);
    return refusal ? { provider, ...refusal } : [];
  });

/** @returns why none of these providers can charge a price; undefined where one can, or where there are none */
export const whyNobodyCharges = (providers: readonly Provider[], price: Money): string | undefined => {
  const all = refusals(providers, price);
  if (providers.length === 0 || all.length < providers.length) return undefined;
  return all.map(({ provider, ...refusal }) => wordsFor(provider, price.currency, refusal)).join('; ');
};

type Sale = Pick<Settings, 'currency' | 'providers' | 'customAmount'>;

/** @returns for each bound of what an agency sells that none of its providers can charge, why */
export const whyNotSell = ({ currency, providers, customAmount }: Sale) =>
  (['minimum', 'maximum'] as const).flatMap((field) => {
    if (!customAmount) return [];
    const amount = customAmount[field] * customAmount.unitPrice;
    const message = whyNobodyCharges(providers, { amount, currency });
    return message === undefined ? [] : { field, message };
  });

/** Conflicts of a price with the agency's settings; it can still be sold. */
export const notesOn = (price: Money, { currency, providers }: Pick<Settings, 'currency' | 'providers'>) => [
  ...(price.currency === currency ? [] : [{ code: 'currency_differs' as const }]),
  ...refusals(providers, price).map((refusal) => ({ code: 'not_chargeable' as const, ...refusal })),
];
