import type { CustomAmount, Money, OnlyFor } from '@scrip/client';

type CustomOffer = { credits: number; bonus: number; bonusOnlyFor?: OnlyFor; price: Money };

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
    ...(tier?.bonusOnlyFor && { bonusOnlyFor: tier.bonusOnlyFor }),
    price: { amount: unitPrice * credits, currency },
  };
};
