import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import type { VerifierOf } from '../../shared/payments/connect.ts';
import type { WebhookEvent } from '../../shared/payments/provider.ts';
import { type PaymentQueue, queueFacts } from './queue-facts.ts';

/**
 * Verifies, queues, and only then answers: what the queue does not take, the provider sends again. Nothing is remembered
 * here, since a mark that is set before the message is safe would lose the payment.
 */
export const receiveWebhook =
  (verifierOf: VerifierOf, queue: PaymentQueue): Handler<typeof webhookRoutes.receiveWebhook> =>
  async ({ params: { agencyId: agency, provider }, headers, body }) => {
    const verify = await verifierOf(agency, provider);
    const event = await verify({ body, headers }, Date.now());
    if (event === 'unsigned') return rejected('invalid_signature');
    if (event === 'malformed') return rejected('malformed_event');
    if (event === 'unreachable') {
      log.error('webhook could not be verified', { agency, provider });
      return problem('provider_unreachable');
    }
    const { id: eventId, type, facts } = event;
    if (typeof facts === 'string') {
      // Whatever the provider signs is taken: to refuse it over and over makes the provider stop sending anything.
      log.error('event refused', { agency, provider, event: eventId, type, reason: facts });
      count(facts === 'malformed' ? 'WebhooksRejected' : 'EventsRefused');
      return { status: 200, body: { received: true, ignored: true } };
    }
    log.info('provider event', { agency, provider, event: eventId, type, facts: facts.length });
    await queueFacts(queue, { agency, provider, eventId, ...livemodeIn(event) }, facts);
    return { status: 200, body: { received: true, ignored: facts.length === 0 } };
  };

const livemodeIn = ({ livemode }: WebhookEvent): Pick<WebhookEvent, 'livemode'> =>
  livemode === undefined ? {} : { livemode };

/** Counted, since many of them mean that a secret is wrong, or that somebody tries their luck. */
const rejected = <Code extends 'invalid_signature' | 'malformed_event'>(code: Code) => {
  count('WebhooksRejected');
  return problem(code);
};
