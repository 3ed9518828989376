import type { PaypalAccount } from './account.ts';
import type { PaypalRefusal } from './errors.ts';
import type { Kept } from './show.ts';

/** A request to the API, after its token was recognised. */
export type Call = {
  account: PaypalAccount;
  /** The JSON body; an empty one is `{}`. */
  body: unknown;
  query: Record<string, string>;
  /** The id in the path, empty where there is none. */
  id: string;
  /** `PayPal-Request-Id` */
  requestId: string | undefined;
};

/**
 * One resource, shown as the request prefers it; or a list as it is; or a refusal that leaves something changed, as one that
 * is thrown does not.
 */
export type Answer =
  | { status: number; facts: Kept }
  | { status: number; body: object }
  | { refusal: PaypalRefusal };

/** Answers, or throws a PaypalRefusal. */
export type Operation = (call: Call) => Answer;
