import * as z from 'zod';
import { MAX_AMOUNT } from '../../kernel/amount.ts';
import { instant, type Instant } from '../../kernel/clock.ts';
import { accountId, recordId } from '../../kernel/ids.ts';
import type { PaymentStatus } from '../../kernel/payment.ts';
import type { PaymentFact } from '../../messages/payment.ts';
import type { StripeEvent } from './verify.ts';

/** What we need of a Checkout Session, whatever API version the webhook speaks. */
const session = z.object({
  id: z.string(),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  payment_intent: z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]).nullish(),
  amount_total: z.int().min(0).max(MAX_AMOUNT).nullish(),
  currency: z.string().nullish(),
  client_reference_id: recordId.nullish().catch(undefined),
  metadata: z.object({ account: accountId.optional() }).nullish().catch(undefined),
});

type Session = z.infer<typeof session>;

const paymentFact = (from: Session, status: PaymentStatus, at: Instant): PaymentFact => ({
  type: 'payment',
  // A session over nothing has no payment intent; then the session itself is what was paid.
  paymentId: from.payment_intent ?? from.id,
  status,
  money: { amount: from.amount_total ?? 0, currency: (from.currency ?? 'XXX').toUpperCase() },
  at,
  ...(from.client_reference_id && { checkoutId: from.client_reference_id }),
  ...(from.metadata?.account && { account: from.metadata.account }),
});

const closedFact = (from: Session, at: Instant): PaymentFact | undefined =>
  from.client_reference_id && from.metadata?.account
    ? { type: 'checkout_closed', checkoutId: from.client_reference_id, account: from.metadata.account, at }
    : undefined;

type Reader = (from: Session, at: Instant) => PaymentFact | undefined;

/**
 * The events that tell of a payment. One payment is told by the events of its Checkout Session alone: the payment
 * intent's own events would tell it a second time.
 * @see https://docs.stripe.com/checkout/fulfillment
 */
const readers: ReadonlyMap<string, Reader> = new Map([
  [
    'checkout.session.completed',
    (from, at) => paymentFact(from, from.payment_status === 'unpaid' ? 'pending' : 'paid', at),
  ],
  ['checkout.session.async_payment_succeeded', (from, at) => paymentFact(from, 'paid', at)],
  ['checkout.session.async_payment_failed', (from, at) => paymentFact(from, 'failed', at)],
  ['checkout.session.expired', closedFact],
]);

/** @returns what the event says of a payment; undefined where it is of no interest */
export const factOf = ({ type, created, data }: StripeEvent): PaymentFact | 'malformed' | undefined => {
  const reader = readers.get(type);
  if (!reader) return undefined;
  const parsed = session.safeParse(data.object);
  return parsed.success ? reader(parsed.data, instant(created * 1000)) : 'malformed';
};
