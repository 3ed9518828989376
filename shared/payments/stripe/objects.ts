import * as z from 'zod';
import { MAX_AMOUNT } from '../../kernel/amount.ts';
import { epochSeconds, instant } from '../../kernel/clock.ts';
import { accountId, recordId } from '../../kernel/ids.ts';

/**
 * What we need of Stripe's objects, whatever API version they come in. A status is any text, or none: Stripe may name
 * new ones at any time.
 */

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
  payment_status: z.string(),
  payment_intent: expandable,
  amount_total: amount.nullish(),
  currency: currency.nullish(),
  client_reference_id: recordId.nullish().catch(undefined),
  metadata: z.object({ account: accountId.optional() }).nullish().catch(undefined),
});

/** A payment intent that could not be paid, with the metadata that we gave it. */
export const stripeFailedIntent = z.object({
  metadata: z
    .object({ account: accountId.optional(), checkout: recordId.optional() })
    .nullish()
    .catch(undefined),
  last_payment_error: z.object({ code: z.string().nullish(), decline_code: z.string().nullish() }).nullish(),
});

/**
 * @see https://docs.stripe.com/api/refunds/object
 */
export const stripeRefund = z.object({
  id: z.string(),
  payment_intent: expandable,
  amount,
  currency,
  created: seconds,
  status: z.string().nullish(),
  /** The transaction by which the money came back. */
  failure_balance_transaction: expandable.catch(undefined),
});

/** A charge of an API version before 2022-11-15 lists its refunds; a later one has their sum only. */
export const stripeRefundedCharge = z.object({
  payment_intent: expandable,
  refunds: z
    .object({ data: z.array(stripeRefund) })
    .nullish()
    .catch(undefined),
});

/** The amount is negative where money left; its currency may be another than the dispute's, at this rate. */
const balanceTransaction = z.object({
  id: z.string().min(1).max(255),
  amount: z.int().min(-MAX_AMOUNT).max(MAX_AMOUNT),
  currency,
  exchange_rate: z.number().positive().nullish(),
});

/** @see https://docs.stripe.com/api/disputes/object */
export const stripeDispute = z.object({
  id: z.string(),
  payment_intent: expandable,
  amount,
  currency,
  created: seconds,
  status: z.string().nullish(),
  balance_transactions: z.array(balanceTransaction).max(100).nullish().catch(undefined),
});

export type StripeSession = z.infer<typeof stripeSession>;
export type StripeRefund = z.infer<typeof stripeRefund>;
export type StripeFailedIntent = z.infer<typeof stripeFailedIntent>;
export type StripeRefundedCharge = z.infer<typeof stripeRefundedCharge>;
export type StripeDispute = z.infer<typeof stripeDispute>;
