import Stripe from 'stripe';

export const stripeSecret = 'whsec_test';

/** An event about the session of checkout `chk_1`, paid with `pi_1`. */
export const stripeEvent = (type: string, session: object = {}) => ({
  id: 'evt_1',
  object: 'event',
  type,
  created: Date.parse('2026-03-01') / 1000,
  data: {
    object: {
      id: 'cs_1',
      object: 'checkout.session',
      payment_status: 'paid',
      payment_intent: 'pi_1',
      amount_total: 1000,
      currency: 'eur',
      client_reference_id: 'chk_1',
      metadata: { account: 'customer', checkout: 'chk_1' },
      ...session,
    },
  },
});

/** The bytes of an event and their signature, made as Stripe makes it. */
export const signed = (event: unknown, { secret = stripeSecret, at = Date.now() } = {}) => {
  const payload = JSON.stringify(event);
  const signature = Stripe.webhooks.generateTestHeaderString({
    payload,
    secret,
    timestamp: Math.floor(at / 1000),
  });
  return { payload, body: Buffer.from(payload), signature, secret };
};
