import type { CheckoutStatus } from '@scrip/client';

/** How a page has looked at a payment so far. */
export type Looks = {
  status: CheckoutStatus | undefined;
  /** Answers that came. */
  answers: number;
  /** Tries that failed. */
  failures: number;
  /** Whether the last look failed, and if so, whether another one may help. */
  failed: false | 'for-now' | 'for-good';
};

const SOON_MS = 2000;
const LATER_MS = 15_000;
/** Nearly all payments are confirmed in this many looks, which take half a minute. */
const SOON_LOOKS = 15;
/** With these, the page has looked for ten minutes. */
const MOST_LOOKS = SOON_LOOKS + 38;
const MOST_FAILURES = 6;

const isSettled = (status: CheckoutStatus | undefined): boolean =>
  status !== undefined && status !== 'open' && status !== 'processing';

/**
 * When to look again: soon at first, later less often, and after failures ever later. Never once the outcome is final, after
 * ten minutes, or after six failures.
 * @returns milliseconds, or false where the page stops looking by itself
 */
export const nextLookMs = ({ status, answers, failures, failed }: Looks): number | false => {
  if (isSettled(status) || failed === 'for-good') return false;
  if (answers + failures >= MOST_LOOKS || failures >= MOST_FAILURES) return false;
  if (failed !== false) return Math.min(SOON_MS * 2 ** failures, 60_000);
  return answers < SOON_LOOKS ? SOON_MS : LATER_MS;
};

/** Whether the payment takes longer than it nearly always does. */
export const isSlow = ({ answers }: Looks): boolean => answers >= SOON_LOOKS;
