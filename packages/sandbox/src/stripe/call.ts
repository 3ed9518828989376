import type { StripeAccount } from './account.ts';
import type { Cause } from './resources/event.ts';

/** A request to the API, after its key was recognised. */
export type Call = {
  account: StripeAccount;
  /** The nested parameters of the query or the body, all of them text. */
  parameters: unknown;
  /** The id in the path, empty where there is none. */
  id: string;
  cause: Cause;
};

/** Answers with an object or a list, or throws a StripeRefusal. */
export type Operation = (call: Call) => object;
