import { stored } from '../core/stored.ts';

const keys = new Map<string, string>();

/** An idempotency key that outlives a reload of the tab, until its deed is answered. */
export const keptKey = (deed: string) => {
  const place = `scrip-order ${deed}`;
  const idempotencyKey =
    keys.get(place) ?? stored(() => sessionStorage.getItem(place) ?? undefined) ?? crypto.randomUUID();
  keys.set(place, idempotencyKey);
  stored(() => sessionStorage.setItem(place, idempotencyKey));
  return {
    idempotencyKey,
    forget: (): void => {
      keys.delete(place);
      stored(() => sessionStorage.removeItem(place));
    },
  };
};
