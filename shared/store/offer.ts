import type { Money } from '../kernel/amount.ts';
import { MAX_AMOUNT } from '../kernel/amount.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { CommandOf } from '../ledger/command.ts';
import type { OnlyFor } from '../table/items/only-for.ts';
import type { Package } from '../table/items/package.ts';
import type { Settings } from '../table/items/settings.ts';

/** Credits at a price, before anybody has asked for them. */
export type Offer = {
  label: string;
  credits: number;
  bonusCredits: number;
  onlyFor?: OnlyFor;
  bonusOnlyFor?: OnlyFor;
  price: Money;
};

export type OfferError =
  | { code: 'package_not_available' | 'custom_amount_not_available' }
  | { code: 'amount_out_of_bounds'; minimum: number; maximum: number };

export const offerPackage = (item: Package | undefined): Result<Offer, OfferError> => {
  if (!item?.onSale) return err({ code: 'package_not_available' });
  return ok({ label: item.name, ...termsOf(item) });
};

/**
 * Any whole amount within the agency's bounds, at its price per credit: whole credits at whole minor units. The last tier
 * that the amount reaches gives the bonus.
 */
export const offerAmount = (
  { customAmount, currency }: Settings,
  credits: number,
): Result<Offer, OfferError> => {
  if (!customAmount) return err({ code: 'custom_amount_not_available' });
  const { unitPrice, minimum, maximum, bonusTiers = [] } = customAmount;
  const amount = credits * unitPrice;
  if (credits < minimum || credits > maximum || amount > MAX_AMOUNT) {
    return err({ code: 'amount_out_of_bounds', minimum, maximum });
  }
  const { bonusCredits = 0, bonusOnlyFor } =
    bonusTiers.findLast(({ fromCredits }) => credits >= fromCredits) ?? {};
  return ok({
    label: `${credits} credits`,
    ...termsOf({ credits, bonusCredits, ...(bonusOnlyFor && { bonusOnlyFor }), price: { amount, currency } }),
  });
};

type Terms = Omit<Offer, 'label'>;

/** What is sold at what price: what the record of a sale fixes. */
export const termsOf = ({ credits, bonusCredits, onlyFor, bonusOnlyFor, price }: Terms): Terms => ({
  credits,
  bonusCredits,
  ...(onlyFor && { onlyFor }),
  ...(bonusOnlyFor && { bonusOnlyFor }),
  price,
});

/** The commands that bring what was paid for: the credits, and the bonus as a lot apart. */
export const creditsSold = (
  kind: 'checkout' | 'request',
  { id: reference, label, ...sold }: Offer & { id: string },
): CommandOf<'credit'>[] => {
  const { credits, bonusCredits, onlyFor, bonusOnlyFor, price } = sold;
  const reason = { type: 'credit', reference, label, isPaidFor: true } as const;
  const bonus = { ...reason, kind: 'bonus', amount: bonusCredits, class: 'promo' } as const;
  return [
    { ...reason, kind, amount: credits, class: 'paid', price, ...(onlyFor && { onlyFor }) },
    ...(bonusCredits > 0 ? [{ ...bonus, ...(bonusOnlyFor && { onlyFor: bonusOnlyFor }) }] : []),
  ];
};
