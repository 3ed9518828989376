import type { Handler } from '../../shared/http/route.ts';
import type { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import { log } from '../../shared/kernel/log.ts';
import { factOf } from '../../shared/payments/stripe/facts.ts';
import { verifyStripeEvent } from '../../shared/payments/stripe/verify.ts';
import { queueFacts, type WebhookDependencies } from './queue-facts.ts';
import { rejected } from './rejected.ts';

/**
 * Verifies, queues, and only then answers: what the queue does not take, Stripe sends again. Nothing is remembered
 * here, since a mark that is set before the message is safe would lose the payment.
 */
export const receiveStripe =
  ({ credentials, ...queue }: WebhookDependencies): Handler<typeof webhookRoutes.receiveStripe> =>
  async ({ params: { agencyId }, headers, body }) => {
    // An agency that we don't know looks the same from outside as a wrong signature.
    const { stripe: secrets = [] } = await credentials.webhooks(agencyId);
    const event = verifyStripeEvent(body, headers['stripe-signature'], secrets);
    if (event === 'unsigned') return rejected('invalid_signature');
    if (event === 'malformed') return rejected('malformed_event');
    const fact = factOf(event);
    if (fact === 'malformed') {
      log.error('stripe event not understood', { agency: agencyId, event: event.id, type: event.type });
      return rejected('malformed_event');
    }
    log.info('stripe event', {
      agency: agencyId,
      event: event.id,
      type: event.type,
      ignored: fact === undefined,
    });
    await queueFacts(queue, { agency: agencyId, provider: 'stripe', eventId: event.id }, fact ? [fact] : []);
    return { status: 200, body: { received: true, ignored: fact === undefined } };
  };
