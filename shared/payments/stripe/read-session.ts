import type Stripe from 'stripe';
import { instant } from '../../kernel/clock.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { PaymentFact } from '../message.ts';
import type { ProviderError } from '../provider-error.ts';
import { attempt } from './attempt.ts';
import { stripeSession } from './objects.ts';
import { closedSession, completedSession } from './statements.ts';

/**
 * What a Checkout Session says now, as its events would. One that is open says nothing yet.
 * @see https://docs.stripe.com/api/checkout/sessions/retrieve
 * @param now milliseconds since the epoch
 */
export const readStripeSession = async (
  stripe: Stripe,
  id: string,
  now: number,
): Promise<Result<PaymentFact[], ProviderError>> => {
  const retrieved = await attempt(() => stripe.checkout.sessions.retrieve(id));
  if (!retrieved.ok) return retrieved;
  const { data: session } = stripeSession.safeParse(retrieved.value);
  if (!session) return err({ code: 'provider_refused', issue: 'ANSWER_NOT_UNDERSTOOD' });
  const { status } = retrieved.value;
  if (status === 'complete') return ok([completedSession(session, instant(now))]);
  const closed = status === 'expired' ? closedSession(session, instant(now)) : undefined;
  return ok(closed ? [closed] : []);
};
