import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { type Listed, lookUp } from '../../shared/payments/stripe/known-status.ts';

/** As if Stripe's library listed one more. */
type Grown = Stripe.Dispute.Status | 'mediated';

const known = {
  warning_needs_response: 1,
  warning_under_review: 1,
  warning_closed: 1,
  prevented: 1,
  needs_response: 1,
  under_review: 1,
  appeal_needs_response: 1,
  appeal_under_review: 1,
  lost: 1,
  won: 1,
} as const satisfies Record<Listed<Stripe.Dispute.Status>, 1>;

test('a status in Stripe’s library that we do not list is a type error', () => {
  // @ts-expect-error `mediated` is missing
  const grown: Record<Listed<Grown>, 1> = known;
  expect(lookUp(grown, 'mediated')).toBeUndefined();
});

test.each([null, undefined, 'mediated', 'toString', '__proto__'])('%s is an unknown status', (status) => {
  expect(lookUp(known, status)).toBeUndefined();
});
