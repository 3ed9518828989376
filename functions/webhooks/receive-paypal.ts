import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import { log } from '../../shared/kernel/log.ts';
import { factsOf } from '../../shared/payments/paypal/facts.ts';
import { verifyPaypalEvent } from '../../shared/payments/paypal/verify.ts';
import { queueFacts, type WebhookDependencies } from './queue-facts.ts';
import { rejected } from './rejected.ts';

/** Verifies, queues, and only then answers, as for Stripe: what the queue does not take, PayPal sends again. */
export const receivePaypal =
  ({ credentials, ...queue }: WebhookDependencies): Handler<typeof webhookRoutes.receivePaypal> =>
  async ({ params: { agencyId: agency }, headers, body }) => {
    // An agency that we don't know looks the same from outside as a wrong signature.
    const { paypal } = await credentials.webhooks(agency);
    const event = await verifyPaypalEvent({ body, headers }, paypal, Date.now());
    if (event === 'unsigned') return rejected('invalid_signature');
    if (event === 'malformed') return rejected('malformed_event');
    if (event === 'unreachable') {
      log.error('paypal certificate not to be had', { agency });
      return problem('provider_unreachable');
    }
    const { id: eventId, event_type: type } = event;
    const facts = factsOf(event);
    if (facts === 'malformed') {
      log.error('paypal event not understood', { agency, event: eventId, type });
      return rejected('malformed_event');
    }
    log.info('paypal event', { agency, event: eventId, type, facts: facts.length });
    await queueFacts(queue, { agency, provider: 'paypal', eventId }, facts);
    return { status: 200, body: { received: true, ignored: facts.length === 0 } };
  };
