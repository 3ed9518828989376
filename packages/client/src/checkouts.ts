import type { Client } from './client.ts';
import { failed, type Failure, type Result, type Success } from './failure.ts';
import { completeCheckout, createCheckout } from './generated/operations.ts';
import type { Checkout, CheckoutInput } from './generated/schemas.ts';
import type { CallOptions } from './send.ts';
import { wait } from './wait.ts';

/** How a checkout ended without credits. */
export type CheckoutFailure =
  | { code: 'checkout_failed'; status: 0; checkout: Checkout }
  /** The customer has not paid yet, the payment takes longer, or the agency has to decide. Look again later. */
  | { code: 'checkout_open'; status: 0; checkout: Checkout };

type FailedOf<Of> = Of extends { readonly types?: { failed: infer Failed } } ? Failed : never;

/** Milliseconds from one look to the next; the last goes on. */
const PAUSES_MS = [2000, 5000, 10_000];

const USUAL_PATIENCE_MS = 300_000;

export type AwaitOptions = CallOptions & {
  /** Milliseconds to wait for the payment. Five minutes unless said otherwise. */
  patienceMs?: number;
  /** Receives the checkout after each look, for a page that shows how far the payment is. */
  onLook?: (checkout: Checkout) => void;
};

export type StartOptions = AwaitOptions & {
  /** Leads the customer to the page where they pay: a tab, a window, a redirect. */
  open: (url: string, checkout: Checkout) => void | Promise<void>;
};

/**
 * Opens a checkout and waits until its credits are there. A page that the customer leaves to pay calls
 * `awaitCheckout` on its return instead.
 * @returns the paid checkout
 */
export const startCheckout = async (
  client: Client<'customer'>,
  input: CheckoutInput,
  { open, ...options }: StartOptions,
): Promise<
  Result<Checkout, CheckoutFailure | FailedOf<typeof createCheckout> | FailedOf<typeof completeCheckout>>
> => {
  const started = await client.call(createCheckout, { body: input }, options);
  if (!started.ok) return started;
  const { url } = started.value;
  if (url !== undefined) await open(url, started.value);
  return await awaitCheckout(client, started.value.id, options);
};

/** Waits until the credits of a checkout are there, and asks the payment provider meanwhile. */
export const awaitCheckout = async (
  client: Client<'customer'>,
  checkoutId: string,
  { patienceMs = USUAL_PATIENCE_MS, onLook, ...options }: AwaitOptions = {},
): Promise<Result<Checkout, CheckoutFailure | FailedOf<typeof completeCheckout>>> => {
  const end = Date.now() + patienceMs;
  for (let look = 0; ; look += 1) {
    const done = await client.call(completeCheckout, { params: { checkoutId } }, options);
    if (!done.ok) return done;
    onLook?.(done.value);
    const ended = outcomeOf(done);
    if (ended) return ended;
    const pauseMs = PAUSES_MS[Math.min(look, PAUSES_MS.length - 1)] ?? 0;
    if (options.signal?.aborted === true || Date.now() + pauseMs > end) {
      return failed({ code: 'checkout_open', status: 0, checkout: done.value });
    }
    await wait(pauseMs, options.signal);
  }
};

const outcomeOf = (done: Success<Checkout>): Success<Checkout> | Failure<CheckoutFailure> | undefined => {
  const { status } = done.value;
  if (status === 'paid') return done;
  if (status === 'open' || status === 'processing') return undefined;
  // What the agency has to decide may take days, and may still come to credits.
  const code = status === 'under_review' ? 'checkout_open' : 'checkout_failed';
  return failed({ code, status: 0, checkout: done.value });
};
