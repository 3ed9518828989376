import { getCheckout, type Checkout, type Money, type OnlyFor, type Provider } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { client } from '../client.ts';
import { valueOf } from '../../data/query.ts';
import { areAlike } from '../../restricted/things.ts';
import { readPersonal, writePersonal } from '../../session/personal.ts';
import type { Wanted } from './offers.ts';

const KEPT = 'checkout';
const CAME_FROM = 'came-from';

/** The checkout that this tab began last, so that a second one is not begun beside it. */
export const keepCheckout = (checkout: Pick<Checkout, 'id'> | undefined): void =>
  writePersonal(KEPT, checkout?.id);

/** Under which key a checkout is kept in memory. */
export const checkoutKey = (checkoutId: string | undefined) => ['checkout', checkoutId] as const;

/** The checkout of this tab that is still open or in progress, if there is one. */
export const useOpenCheckout = () => {
  const checkoutId = readPersonal(KEPT);
  return useQuery({
    queryKey: checkoutKey(checkoutId),
    enabled: checkoutId !== undefined,
    queryFn: async ({ signal }) => {
      const checkout = await valueOf(
        client.call(getCheckout, { params: { checkoutId: checkoutId ?? '' } }, { signal }),
      );
      return checkout.status === 'open' || checkout.status === 'processing' ? checkout : null;
    },
  });
};

/** What somebody agreed to: so many credits for this price. */
export type Agreed = {
  wanted: Wanted;
  credits: number;
  bonus: number;
  onlyFor?: OnlyFor | undefined;
  bonusOnlyFor?: OnlyFor | undefined;
  price: Money;
};

/** Whether a checkout is for what was agreed to, at that price. */
export const isAt = (checkout: Checkout, { credits, bonus, onlyFor, bonusOnlyFor, price }: Agreed): boolean =>
  checkout.credits === credits &&
  checkout.bonusCredits === bonus &&
  areAlike(checkout.onlyFor, onlyFor) &&
  areAlike(checkout.bonusOnlyFor, bonusOnlyFor) &&
  checkout.price.amount === price.amount &&
  checkout.price.currency === price.currency;

/** Whether this checkout is for the same: then it is taken up again. */
export const isSame = (checkout: Checkout, agreed: Agreed, provider: Provider): boolean =>
  checkout.status === 'open' &&
  checkout.provider === provider &&
  isAt(checkout, agreed) &&
  checkout.packageId === ('packageId' in agreed.wanted ? agreed.wanted.packageId : undefined);

/** The page for which somebody buys credits: they go back to it once the credits are there. */
export const keepCameFrom = (path: string): void => writePersonal(CAME_FROM, path);

export const cameFrom = (): string | undefined => readPersonal(CAME_FROM);

export const forgetCameFrom = (): void => writePersonal(CAME_FROM, undefined);
