import * as z from 'zod';
import { MAX_AMOUNT } from '../../kernel/amount.ts';
import { epochSeconds, instant } from '../../kernel/clock.ts';
import { accountId, recordId } from '../../kernel/ids.ts';

/** What we need of Stripe's objects, whatever API version they come in. */

/** An object that may come as its id, or expanded. */
const expandable = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]).nullish();

const seconds = epochSeconds.transform((count) => instant(count * 1000));

const amount = z.int().min(0).max(MAX_AMOUNT);

const currency = z
  .string()
  .regex(/^[a-z]{3}$/i)
  .transform((code) => code.toUpperCase());

export const stripeSession = z.object({
  id: z.string(),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  payment_intent: expandable,
  amount_total: amount.nullish(),
  currency: currency.nullish(),
  client_reference_id: recordId.nullish().catch(undefined),
  metadata: z.object({ account: accountId.optional() }).nullish().catch(undefined),
});

/** @see https://docs.stripe.com/api/refunds/object */
export const stripeRefund = z.object({
  id: z.string(),
  payment_intent: expandable,
  amount,
  currency,
  created: seconds,
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']),
});

/** @see https://docs.stripe.com/api/disputes/object */
export const stripeDispute = z.object({
  id: z.string(),
  payment_intent: expandable,
  amount,
  currency,
  created: seconds,
  status: z.enum([
    'warning_needs_response',
    'warning_under_review',
    'warning_closed',
    'needs_response',
    'under_review',
    'prevented',
    'won',
    'lost',
  ]),
});

export type StripeSession = z.infer<typeof stripeSession>;
export type StripeRefund = z.infer<typeof stripeRefund>;
export type StripeDispute = z.infer<typeof stripeDispute>;
