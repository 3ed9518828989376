import type { Instant } from '../kernel/clock.ts';
import type { Result } from '../kernel/result.ts';
import type { PaymentFact } from './message.ts';
import type { ProviderError } from './provider-error.ts';

/** A stretch of a provider's time: from inclusive, to exclusive. */
export type Window = { from: Instant; to: Instant };

/** An object of a provider's that was left out, by its id there, and why. */
export type Skipped = { id: string; issue: string };

/** A page of what a provider says happened, and where the next one begins; null at the end. */
export type FactPage = {
  facts: PaymentFact[];
  next: string | null;
  /** Unreadable objects. They do not block the others, and somebody has to look at them. */
  skipped?: Skipped[];
};

/** A window of which a provider does not list everything, because that is too much. */
export type WindowTooLarge = { code: 'window_too_large' };

/** A provider's own books, read page by page. */
export type FactSource = (
  window: Window,
  page: string | null,
) => Promise<Result<FactPage, ProviderError | WindowTooLarge>>;

/** A provider's lists by their names. */
export type FactSources = Readonly<Record<string, FactSource>>;

/** A provider's lists, and for how long a window at most they may be asked, in milliseconds. */
export type Books = { sources: FactSources; maxWindowMs: number };

/** Whether a provider refuses us altogether: a wrong or expired key, or a right that the agency's app lacks. */
export const isNotPermitted = ({ code, status }: ProviderError): boolean =>
  code === 'provider_refused' && (status === 401 || status === 403);
