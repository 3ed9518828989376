import type { SQSRecord } from 'aws-lambda';
import { log } from '../../shared/kernel/log.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { paymentMessage, type PaymentMessage } from '../../shared/messages/payment.ts';
import { closeCheckout } from '../../shared/payments/close-checkout.ts';
import { settle } from '../../shared/payments/settle.ts';

/** The message could not be worked off now; the queue brings it again, and in the end to the dead-letter queue. */
export class UnsettledError extends Error {
  override readonly name = 'UnsettledError';
}

/** Works off one message of the payment queue. Throws where it has to come again, and on what is no such message. */
export const settlePayment =
  (ledger: Ledger) =>
  async (record: SQSRecord): Promise<void> => {
    const { agency, provider, eventId, fact } = messageIn(record);
    if (fact.type === 'checkout_closed') {
      if (!(await closeCheckout(ledger.table, agency, fact))) throw new UnsettledError('checkout moved');
      log.info('checkout closed', { agency, provider, event: eventId, checkout: fact.checkoutId });
      return;
    }
    const settled = await settle(ledger, agency, provider, fact);
    if (!settled.ok) throw new UnsettledError(settled.error.code);
    const { outcome, receipt } = settled.value;
    const facts = {
      agency,
      provider,
      event: eventId,
      payment: fact.paymentId,
      outcome,
      applied: receipt.applied,
    };
    if (receipt.flag) log.warn('payment does not fit', { ...facts, flag: receipt.flag });
    else log.info('payment settled', facts);
  };

/** JSON.parse would quote the body in its error, and that goes to the log. */
const messageIn = ({ body }: SQSRecord): PaymentMessage => {
  try {
    return paymentMessage.parse(JSON.parse(body));
  } catch (error) {
    throw error instanceof SyntaxError ? new TypeError('the message is not JSON') : error;
  }
};
