/**
 * What stays as it was asked for when credits move: a price that somebody is looking at, what a press would do, a proof, a
 * payment that is being waited for, and what this device has verified. Asking again would change them unseen.
 */
const AS_ASKED: ReadonlySet<unknown> = new Set([
  'quote',
  'purchase-preview',
  'order-preview',
  'invoice-preview',
  'refund-preview',
  'adjustment-preview',
  'merge-preview',
  'transfer-preview',
  'proof',
  'return',
  'verified',
]);

/** @param queryKey of a query: its first part says what is asked for */
export const followsCredits = ([what]: readonly unknown[]): boolean => !AS_ASKED.has(what);
