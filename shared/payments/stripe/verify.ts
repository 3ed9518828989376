import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import * as z from 'zod';
import { epochSeconds } from '../../kernel/clock.ts';
import { jsonIn } from '../json-in.ts';

/** Seconds that a signature's own time may differ from ours: Stripe's recommendation against replays. */
const TOLERANCE_S = 300;

/** A random secret, used if the agency has none. */
const DUMMY_SECRETS = [randomUUID()];

/** What every event has, whatever its type and API version. Times are seconds since the epoch. */
export const stripeEvent = z.object({
  id: z.string(),
  type: z.string(),
  created: epochSeconds,
  data: z.object({ object: z.unknown() }),
  api_version: z.string().nullish(),
  livemode: z.boolean().optional(),
  /** Whose event it is, where that is an account connected to the agency's. */
  account: z.string().optional(),
});

export type StripeEvent = z.infer<typeof stripeEvent>;

/**
 * A thin event, such as `v2.core.event_destination.ping`, names an object and says nothing of it.
 * @see https://docs.stripe.com/event-destinations#thin-events
 */
const thinEvent = z
  .object({ id: z.string(), object: z.literal('v2.core.event'), type: z.string() })
  .transform(({ id, type }): StripeEvent => ({ id, type, created: 0, data: { object: undefined } }));

/**
 * Whether a signature names one time, and one near ours. Stripe's library looks for old times only: a time ahead, or one
 * that is no number, would never grow old.
 */
const isTimely = (signature: string): boolean => {
  const [time = '', ...others] = signature.split(',').filter((part) => part.startsWith('t='));
  const [, seconds] = /^t=(\d{1,12})$/.exec(time) ?? [];
  return others.length === 0 && Math.abs(Date.now() / 1000 - Number(seconds)) <= TOLERANCE_S;
};

/**
 * Verifies a webhook over its raw bytes with any of the agency's signing secrets (two, while one replaces the other).
 * @see https://docs.stripe.com/webhooks#verify-manually
 * @returns the event; `unsigned` where no secret fits or the signature's time is not near ours; `malformed` where what was signed is
 * no event
 */
export const verifyStripeEvent = (
  body: Uint8Array,
  signature: string | undefined,
  secrets: readonly string[],
): StripeEvent | 'unsigned' | 'malformed' => {
  if (signature === undefined || !isTimely(signature)) return 'unsigned';
  // Without a secret the work is the same as with a wrong one, so that the timing does not reveal which agencies exist.
  for (const secret of secrets.length > 0 ? secrets : DUMMY_SECRETS) {
    try {
      const event = stripeEvent.safeParse(
        Stripe.webhooks.constructEvent(Buffer.from(body), signature, secret, TOLERANCE_S),
      );
      return event.success ? event.data : 'malformed';
    } catch (error) {
      // The signature is checked first: any other error is about what was signed. Stripe's library takes no thin events.
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError))
        return thinEvent.safeParse(jsonIn(Buffer.from(body).toString('utf8'))).data ?? 'malformed';
    }
  }
  return 'unsigned';
};
