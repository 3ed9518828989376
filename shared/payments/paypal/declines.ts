import type { Instant } from '../../kernel/clock.ts';
import type { DeclineReason } from '../../table/items/payment-status.ts';
import type { PaymentFact } from '../message.ts';
import type { PaypalCapture } from './objects.ts';

/**
 * By the issue of a refused capture, or by the response code of a declined one's bank; any other is just declined.
 * @see https://developer.paypal.com/api/rest/reference/orders/v2/errors
 * @see https://developer.paypal.com/docs/api/payments/v2/#captures_get
 */
const reasons: ReadonlyMap<string, DeclineReason> = new Map<string, DeclineReason>([
  ['CARD_EXPIRED', 'expired_card'],
  ['5400', 'expired_card'],
  ['5120', 'insufficient_funds'],
  ['TRANSACTION_LIMIT_EXCEEDED', 'limit_exceeded'],
  ['PAYER_ACTION_REQUIRED', 'authentication_required'],
  ['5110', 'incorrect_details'],
]);

export const declineReasonOf = (code: string | undefined): DeclineReason =>
  reasons.get(code ?? '') ?? 'declined';

/** @returns nothing for a capture that was not declined, or belongs to another shop */
export const declinedCapture = (
  { status, invoice_id: checkoutId, custom_id: account, processor_response: response }: PaypalCapture,
  at: Instant,
): PaymentFact[] =>
  (status === 'DECLINED' || status === 'DENIED') && checkoutId !== undefined && account !== undefined
    ? [
        {
          type: 'payment_declined',
          checkoutId,
          account,
          reason: declineReasonOf(response?.response_code),
          at,
        },
      ]
    : [];
