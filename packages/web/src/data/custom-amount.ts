import type { CustomAmount, Money } from '@scrip/client';

type CustomOffer = { credits: number; bonus: number; price: Money };

/** What a number of credits comes to without a package. @returns undefined outside of the agency's limits */
export const customOffer = (
  { unitPrice, currency, minimum, maximum, bonusTiers = [] }: CustomAmount,
  credits: number,
): CustomOffer | undefined => {
  if (credits < minimum || credits > maximum) return undefined;
  const tier = bonusTiers.findLast(({ fromCredits }) => credits >= fromCredits);
  return {
    credits,
    bonus: tier?.bonusCredits ?? 0,
    price: { amount: unitPrice * credits, currency },
  };
};
