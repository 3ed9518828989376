import type { Instant } from '../../kernel/clock.ts';
import type { DeclineReason } from '../../table/items/payment-status.ts';
import type { PaymentFact } from '../message.ts';
import type { StripeFailedIntent } from './objects.ts';

/** @see https://docs.stripe.com/declines/codes and https://docs.stripe.com/error-codes; any other is just declined */
const reasons: ReadonlyMap<string, DeclineReason> = new Map<string, DeclineReason>([
  ['insufficient_funds', 'insufficient_funds'],
  ['expired_card', 'expired_card'],
  ['authentication_required', 'authentication_required'],
  ['payment_intent_authentication_failure', 'authentication_required'],
  ['card_velocity_exceeded', 'limit_exceeded'],
  ['withdrawal_count_limit_exceeded', 'limit_exceeded'],
  ['incorrect_cvc', 'incorrect_details'],
  ['invalid_cvc', 'incorrect_details'],
  ['incorrect_number', 'incorrect_details'],
  ['invalid_number', 'incorrect_details'],
  ['incorrect_zip', 'incorrect_details'],
  ['invalid_expiry_month', 'incorrect_details'],
  ['invalid_expiry_year', 'incorrect_details'],
]);

/** @returns undefined for a payment of no checkout of ours */
export const declined = (
  { metadata, last_payment_error: error }: StripeFailedIntent,
  at: Instant,
): PaymentFact | undefined => {
  const { account, checkout: checkoutId } = metadata ?? {};
  if (account === undefined || checkoutId === undefined) return undefined;
  const reason = reasons.get(error?.decline_code ?? '') ?? reasons.get(error?.code ?? '') ?? 'declined';
  return { type: 'payment_declined', checkoutId, account, reason, at };
};
