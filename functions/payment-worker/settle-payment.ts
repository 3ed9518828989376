import { log } from '../../shared/kernel/log.ts';
import { paymentMessage, type PaymentMessage } from '../../shared/payments/message.ts';
import type { TakeFact } from '../../shared/payments/take-fact.ts';
import type { QueueWorker } from '../../shared/queue/queue-worker.ts';
import type { CaptureOrder } from './capture-order.ts';

/** Milliseconds: a provider's answer, a read and a commit, each of which waits for as long as it may. */
const TIME_FOR_A_MESSAGE = 15_000;

/** Works off the payment queue: facts are settled, approved orders captured. */
export const settlePayment = (
  takeFact: TakeFact,
  captureOrder: CaptureOrder,
): QueueWorker<PaymentMessage> => ({
  message: paymentMessage,
  timeForAMessage: TIME_FOR_A_MESSAGE,
  work: async ({ agency, provider, eventId, fact }) => {
    if (fact.type === 'order_approved') return await captureOrder(agency, provider, fact);
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
