import * as z from 'zod';

/** Why a bank turns a card down: https://docs.stripe.com/declines/codes. */
export const declineReason = z.enum([
  'generic_decline',
  'insufficient_funds',
  'do_not_honor',
  'lost_card',
  'fraudulent',
  'card_velocity_exceeded',
  'authentication_required',
  'expired_card',
  'incorrect_cvc',
  'processing_error',
]);

export type DeclineReason = z.infer<typeof declineReason>;

const OWN_CODES = [
  'authentication_required',
  'expired_card',
  'incorrect_cvc',
  'processing_error',
] as const satisfies DeclineReason[];

/** @returns the error code, which most reasons share: https://docs.stripe.com/error-codes */
export const codeOf = (reason: DeclineReason): 'card_declined' | (typeof OWN_CODES)[number] =>
  OWN_CODES.find((code) => code === reason) ?? 'card_declined';

/** @returns the message to the buyer */
export const messageOf = (reason: DeclineReason): string =>
  `The card was declined: ${reason.replaceAll('_', ' ')}.`;
