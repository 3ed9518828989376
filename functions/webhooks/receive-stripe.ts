import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { problem } from '../../shared/http/errors.ts';
import type { Operation } from '../../shared/http/route.ts';
import type { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import { log } from '../../shared/kernel/log.ts';
import type { PaymentMessage } from '../../shared/messages/payment.ts';
import type { Credentials } from '../../shared/payments/credentials.ts';
import { factOf } from '../../shared/payments/stripe/facts.ts';
import { verifyStripeEvent } from '../../shared/payments/stripe/verify.ts';

export type WebhookDependencies = {
  credentials: Pick<Credentials, 'webhooks'>;
  sqs: SQSClient;
  /** The payment queue's URL. */
  queue: string;
};

/**
 * Verifies, queues, and only then answers: what the queue does not take, Stripe sends again. Nothing is remembered
 * here, since a mark that is set before the message is safe would lose the payment.
 */
export const receiveStripe =
  ({ credentials, sqs, queue }: WebhookDependencies): Operation<typeof webhookRoutes.receiveStripe> =>
  async ({ params: { agencyId }, headers, body }) => {
    // An agency that we don't know looks the same from outside as a wrong signature.
    const { stripe: secrets = [] } = await credentials.webhooks(agencyId);
    const event = verifyStripeEvent(body, headers['stripe-signature'], secrets);
    if (event === 'unsigned') return problem('invalid_signature');
    if (event === 'malformed') return problem('malformed_event');
    const fact = factOf(event);
    if (fact === 'malformed') {
      log.error('stripe event not understood', { agency: agencyId, event: event.id, type: event.type });
      return problem('malformed_event');
    }
    log.info('stripe event', {
      agency: agencyId,
      event: event.id,
      type: event.type,
      ignored: fact === undefined,
    });
    if (fact) {
      const message: PaymentMessage = { agency: agencyId, provider: 'stripe', eventId: event.id, fact };
      await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: JSON.stringify(message) }));
    }
    return { status: 200, body: { received: true, ignored: fact === undefined } };
  };
