import type { Money } from '../kernel/amount.ts';
import { MAX_AMOUNT } from '../kernel/amount.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Package } from '../table/items/package.ts';
import type { Settings } from '../table/items/settings.ts';

/** Credits at a price, before anybody has asked for them. */
export type Offer = { label: string; credits: number; bonusCredits: number; price: Money };

export type OfferError =
  | { code: 'package_not_available' | 'custom_amount_not_available' }
  | { code: 'amount_out_of_bounds'; minimum: number; maximum: number };

export const offerPackage = (item: Package | undefined): Result<Offer, OfferError> => {
  if (!item?.onSale) return err({ code: 'package_not_available' });
  const { name: label, credits, bonusCredits, price } = item;
  return ok({ label, credits, bonusCredits, price });
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
  const { bonusCredits = 0 } = bonusTiers.findLast(({ fromCredits }) => credits >= fromCredits) ?? {};
  return ok({ label: `${credits} credits`, credits, bonusCredits, price: { amount, currency } });
};
