import type { Money } from '../kernel/amount.ts';
import type { Provider } from '../table/items/payment-status.ts';
import { paypalLimits } from './paypal/money.ts';
import { stripeLimits } from './stripe/money.ts';

/** What a provider charges in a currency: from, to, and in steps of so many minor units of ISO 4217. */
export type ChargeLimits = { minimum: number; maximum: number; step: number };

/** @returns undefined for a currency that the provider does not take */
export type LimitsOf = (currency: string) => ChargeLimits | undefined;

/** By provider, and apart from their connections: who only asks for limits loads no client. */
const limits: Readonly<Record<Provider, LimitsOf>> = { stripe: stripeLimits, paypal: paypalLimits };

const limitsAt: ReadonlyMap<string, LimitsOf> = new Map(Object.entries(limits));

/** Why a provider can't charge an amount. */
export type ChargeRefusal =
  | { reason: 'currency_not_supported' }
  | { reason: 'amount_too_small'; minimum: number }
  | { reason: 'amount_too_large'; maximum: number }
  | { reason: 'amount_not_whole'; step: number };

/** @returns undefined where the provider charges it, as far as its documents say */
export const whyNotCharge = (provider: Provider, { amount, currency }: Money): ChargeRefusal | undefined => {
  const limitsOf = limitsAt.get(provider);
  if (!limitsOf) return undefined;
  const known = limitsOf(currency);
  if (!known) return { reason: 'currency_not_supported' };
  const { minimum, maximum, step } = known;
  if (amount < minimum) return { reason: 'amount_too_small', minimum };
  if (amount > maximum) return { reason: 'amount_too_large', maximum };
  return amount % step === 0 ? undefined : { reason: 'amount_not_whole', step };
};
