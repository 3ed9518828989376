import { instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import type { Provider } from '../table/items/payment-status.ts';
import { termsOf, type Offer } from '../store/offer.ts';
import type { Guarded } from '../table/guarded.ts';
import { checkoutPointerItem } from '../table/items/checkout-pointer.ts';
import { checkoutItem, type Checkout } from '../table/items/checkout.ts';
import { soldNumber } from '../table/items/only-for.ts';
import type { Receipt } from '../table/items/receipt.ts';
import { checkoutKey, checkoutListKey, checkoutPointerKey } from '../table/keys.ts';
import { HOUR_MS } from '../kernel/durations.ts';

/** How long a checkout stays open, in milliseconds. Stripe takes 30 minutes to 24 hours. */
export const CHECKOUT_TTL_MS = 2 * HOUR_MS;

/** How long a provider may still be asked to open it, in milliseconds: Stripe opens none that ends within 30 minutes. */
const MAX_OPENING_DELAY_MS = HOUR_MS;

/** Whether a checkout that no provider has opened yet still can be. */
export const canOpen = ({ createdAt }: Checkout, now: number): boolean =>
  now < Date.parse(createdAt) + MAX_OPENING_DELAY_MS;

/** What the id of each of our checkouts begins with. Another shop on the same account names its sales otherwise. */
export const CHECKOUT_ID_PREFIX = 'chk';

export const isCheckoutId = (id: string | undefined): boolean =>
  id?.startsWith(`${CHECKOUT_ID_PREFIX}_`) ?? false;

export type CheckoutStart = {
  id: string;
  ref: AccountRef;
  provider: Provider;
  offer: Offer;
  packageId: string | undefined;
  returnUrl: string;
  inputHash: string;
  /** Milliseconds since the epoch. */
  now: number;
};

/** The record that fixes what is bought at what price, before any provider is asked. */
export const beginCheckout = ({ id, ref, provider, offer, packageId, ...rest }: CheckoutStart): Checkout => ({
  id,
  agency: ref.agency,
  account: ref.account,
  version: 0,
  provider,
  ...(packageId !== undefined && { packageId }),
  ...termsOf(offer),
  label: offer.label,
  createdAt: instant(rest.now),
  expiresAt: instant(rest.now + CHECKOUT_TTL_MS),
  returnUrl: rest.returnUrl,
  inputHash: rest.inputHash,
});

/** The write of a checkout as it was read and changed: its version is the one read. */
export const checkoutWrite = (checkout: Checkout): Guarded => ({
  key: checkoutKey(checkout, checkout.id),
  list: checkoutListKey(checkout.agency, checkout),
  schema: checkoutItem,
  number: soldNumber(checkout),
  item: checkout,
  version: checkout.version,
});

/** Whose the checkout is: written together with it. */
export const checkoutPointerWrite = ({ agency, account, id }: Checkout): Guarded => ({
  key: checkoutPointerKey(agency, id),
  schema: checkoutPointerItem,
  item: { account },
  version: 0,
});

export type CheckoutStatus = 'open' | 'processing' | 'paid' | 'failed' | 'expired' | 'under_review';

/** A checkout's status follows from its receipt and the time: it is never stored, so it can't go stale. */
export const statusOf = (checkout: Checkout, receipt: Receipt | undefined, now: number): CheckoutStatus => {
  if (receipt?.flag) return 'under_review';
  switch (receipt?.payment?.status) {
    case 'paid':
      return 'paid';
    case 'pending':
      return 'processing';
    case 'failed':
      return 'failed';
    case undefined:
      return checkout.closedAt !== undefined || checkout.expiresAt <= instant(now) ? 'expired' : 'open';
  }
};
