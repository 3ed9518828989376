import { instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import type { Eligibility, PriceBreakdown, Priced, Promotion } from '../table/items/price.ts';
import type { Settings } from '../table/items/settings.ts';

/** Whom a price is for. */
export type Buyer = AccountRef & { region: string | undefined };

/** A customer with the region that counts: the token's, or else the agency's default. */
export const buyerOf = ({ defaultRegion }: Settings, { agency, account, region }: Buyer): Buyer => ({
  agency,
  account,
  region: region ?? defaultRegion,
});

const isFor = (regions: readonly string[] | undefined, region: string | undefined): boolean =>
  regions === undefined || (region !== undefined && regions.includes(region));

/** Whether something is only for accounts that are named, and this is none of them: then it must not know of it. */
export const isReserved = (eligibility: Eligibility | undefined, { account }: AccountRef): boolean =>
  eligibility?.accounts?.includes(account) === false;

/** Whether something is open to this account in this region. */
export const isEligible = (eligibility: Eligibility | undefined, buyer: Buyer): boolean =>
  isFor(eligibility?.regions, buyer.region) && !isReserved(eligibility, buyer);

/** What a promotion takes off a price: parts of a credit are not taken off, and nothing costs less than nothing. */
const discountOf = ({ discount }: Promotion, price: number): number =>
  'percent' in discount
    ? Number((BigInt(price) * BigInt(discount.percent)) / 100n)
    : Math.min(discount.credits, price);

/**
 * What something costs this buyer now: the region's own price if there is one, less the one promotion that takes off
 * most. Promotions don't add up.
 * @param now milliseconds since the epoch
 */
export const priceFor = (
  { price: base, regionalPrices = {} }: Priced,
  promotions: readonly Promotion[],
  { region }: Buyer,
  now: number,
): PriceBreakdown => {
  const at = instant(now);
  const own = region === undefined ? undefined : regionalPrices[region];
  const regional = region === undefined || own === undefined ? undefined : { region, price: own };
  const before = regional?.price ?? base;
  const [best] = promotions
    .filter(({ from, to, regions }) => from <= at && at < to && isFor(regions, region))
    .map((one) => ({ id: one.id, name: one.name, discount: discountOf(one, before), to: one.to }))
    .filter(({ discount }) => discount > 0)
    .toSorted((a, b) => b.discount - a.discount);
  return {
    base,
    ...(regional && { regional }),
    ...(best && { promotion: best }),
    price: before - (best?.discount ?? 0),
  };
};
