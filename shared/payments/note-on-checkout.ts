import type { AgencyId } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type RecordDecision } from '../ledger/run.ts';
import { checkoutItem, type Checkout } from '../table/items/checkout.ts';
import { checkoutKey } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import { checkoutWrite } from './checkout.ts';
import type { PaymentFact } from './message.ts';

/** A fact about a checkout itself, by which no credits move. */
export type CheckoutFact = Extract<PaymentFact, { type: 'checkout_closed' | 'payment_declined' }>;

/** The checkout after a fact, in whatever order its facts come: the first time it closed, the last decline. */
export const withNote = (checkout: Checkout, fact: CheckoutFact): Checkout => {
  const { at } = fact;
  if (fact.type === 'checkout_closed') return { closedAt: at, ...checkout };
  const { declined } = checkout;
  return declined && declined.at >= at ? checkout : { ...checkout, declined: { reason: fact.reason, at } };
};

/** Records on a checkout that it can no longer be paid, or why an attempt to pay was declined. */
export const noteOnCheckout = (
  ledger: Ledger,
  agency: AgencyId,
  fact: CheckoutFact,
): Promise<Result<unknown, Busy>> => {
  const key = checkoutKey({ agency, account: fact.account }, fact.checkoutId);
  return run(ledger, {
    keys: [key],
    decide: (read): Result<RecordDecision<undefined>, never> => {
      const checkout = decode(checkoutItem, read(key));
      const noted = checkout && withNote(checkout, fact);
      const isNew =
        noted && (noted.closedAt !== checkout.closedAt || noted.declined?.at !== checkout.declined?.at);
      return ok({ conclude: () => ({ outcome: undefined, writes: isNew ? [checkoutWrite(noted)] : [] }) });
    },
  });
};
