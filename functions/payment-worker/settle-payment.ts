import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import type { Connect } from '../../shared/payments/connect.ts';
import { paymentMessage, type PaymentMessage } from '../../shared/payments/message.ts';
import type { TakeFact } from '../../shared/payments/take-fact.ts';
import type { QueueWorker } from '../../shared/queue/queue-worker.ts';
import type { CaptureOrder } from './capture-order.ts';
import { readRefunds } from './read-refunds.ts';

/** Milliseconds: a provider's answer, a read and a commit, each of which waits for as long as it may. */
const TIME_PER_MESSAGE_MS = 15_000;

/**
 * Handles the payment queue: settles facts and captures approved orders. Refuses an event about test money for an
 * account with real money, and the reverse: with secrets mixed up, credits would be given for nothing.
 */
export const settlePayment = (
  takeFact: TakeFact,
  captureOrder: CaptureOrder,
  connect: Connect,
): QueueWorker<PaymentMessage> => ({
  message: paymentMessage,
  timePerMessageMs: TIME_PER_MESSAGE_MS,
  work: async ({ agency, provider, eventId, livemode, fact }) => {
    const expected = livemode === undefined ? undefined : (await connect(agency, provider))?.livemode;
    if (expected !== undefined && livemode !== expected) {
      log.error('event refused', { agency, provider, event: eventId, reason: 'livemode', livemode });
      count('EventsRefused');
      return 'done';
    }
    if (fact.type === 'order_approved') return await captureOrder(agency, provider, fact);
    if (fact.type === 'refunds_changed') return await readRefunds(connect, takeFact, agency, provider, fact);
    const taken = await takeFact(agency, provider, fact);
    if (!taken.ok) return { again: taken.error.code };
    const { outcome, receipt } = taken.value;
    log.info('payment settled', {
      agency,
      provider,
      event: eventId,
      type: fact.type,
      payment: receipt?.paymentId,
      checkout: receipt?.checkoutId,
      outcome,
      applied: receipt?.applied,
      flag: receipt?.flag,
    });
    return 'done';
  },
});
