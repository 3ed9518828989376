import type { CheckoutInput } from '@scrip/client';
import { stored } from '../core/stored.ts';

/** A checkout that was begun here: under its key it is one, however often and from whichever tab it is asked for. */
export type Pending = { key: string; input: CheckoutInput; id?: string };

/** Where the device keeps it: by API and account, and nothing that could pay or sign in. */
const placeOf = (api: string, account: string): string => `scrip-checkout ${api} ${account}`;

const isProvider = (value: unknown): value is CheckoutInput['provider'] =>
  value === 'stripe' || value === 'paypal';

const inputOf = (value: object): CheckoutInput | undefined => {
  if (!('provider' in value) || !isProvider(value.provider)) return undefined;
  return {
    provider: value.provider,
    ...('packageId' in value && typeof value.packageId === 'string' && { packageId: value.packageId }),
    ...('credits' in value && typeof value.credits === 'number' && { credits: value.credits }),
    ...('returnUrl' in value && typeof value.returnUrl === 'string' && { returnUrl: value.returnUrl }),
  };
};

const parse = (text: string): Pending | undefined => {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || !('key' in value) || !('input' in value))
    return undefined;
  const input = typeof value.input === 'object' && value.input !== null ? inputOf(value.input) : undefined;
  if (!input || typeof value.key !== 'string') return undefined;
  return { key: value.key, input, ...('id' in value && typeof value.id === 'string' && { id: value.id }) };
};

export const pendingCheckouts = (api: string, account: string) => {
  const place = placeOf(api, account);
  let here: Pending | undefined;
  return {
    find: (): Pending | undefined =>
      here ??
      stored(() => {
        const text = localStorage.getItem(place);
        return text === null ? undefined : parse(text);
      }),
    keep: (pending: Pending): void => {
      here = pending;
      stored(() => localStorage.setItem(place, JSON.stringify(pending)));
    },
    forget: (): void => {
      here = undefined;
      stored(() => localStorage.removeItem(place));
    },
  };
};

export type PendingCheckouts = ReturnType<typeof pendingCheckouts>;
