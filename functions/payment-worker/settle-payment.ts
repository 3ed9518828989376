import type { SQSRecord } from 'aws-lambda';
import { log } from '../../shared/kernel/log.ts';
import { paymentMessage, type PaymentMessage } from '../../shared/payments/message.ts';
import type { TakeFact } from '../../shared/payments/take-fact.ts';
import type { CaptureOrder } from './capture-order.ts';
import { UnsettledError } from './unsettled.ts';

/** Milliseconds: a read and a commit that both wait for as long as they may. */
const TIME_FOR_A_MESSAGE = 12_000;

/**
 * Works off one message of the payment queue. Throws where it has to come again, and on what is no such message.
 * @param timeLeft milliseconds until the worker is cut off
 */
export type SettlePayment = (record: SQSRecord, timeLeft: () => number) => Promise<void>;

export const settlePayment =
  (takeFact: TakeFact, captureOrder: CaptureOrder): SettlePayment =>
  async (record, timeLeft) => {
    const { agency, provider, eventId, fact } = messageIn(record);
    // Cut off in the middle, all messages of the batch would come again, and those behind this one come to harm.
    if (timeLeft() < TIME_FOR_A_MESSAGE) throw new UnsettledError('out of time');
    if (fact.type === 'order_approved') return await captureOrder(agency, fact, timeLeft);
    const taken = await takeFact(agency, provider, fact);
    if (!taken.ok) throw new UnsettledError(taken.error.code);
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
  };

/** JSON.parse would quote the body in its error, and that goes to the log. */
const messageIn = ({ body }: SQSRecord): PaymentMessage => {
  try {
    return paymentMessage.parse(JSON.parse(body));
  } catch (error) {
    throw error instanceof SyntaxError ? new TypeError('the message is not JSON') : error;
  }
};
