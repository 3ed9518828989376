import type Stripe from 'stripe';
import { ok, type Result } from '../../kernel/result.ts';
import type { PaymentFact } from '../message.ts';
import type { ProviderError } from '../provider-error.ts';
import type { FactPage, FactSource, Window } from '../source.ts';
import { attempt } from './attempt.ts';
import { factsOf, factTypes } from './facts.ts';
import { stripeEvent } from './verify.ts';

type Listed = { id: string };

/** Stripe's largest page. */
const PAGE_SIZE = 100;

/** Why an object is left out that is not as Stripe documents it. */
const NOT_UNDERSTOOD = 'not_understood';

const created = ({ from, to }: Window) => ({
  gte: Math.floor(Date.parse(from) / 1000),
  lt: Math.ceil(Date.parse(to) / 1000),
});

/** Reads a page of what Stripe lists. An object that is not as Stripe documents it is left out, and the others go on. */
const pageOf = <Item extends Listed>(
  { data, has_more: more }: { data: readonly Item[]; has_more: boolean },
  say: (item: Item) => ReturnType<typeof factsOf>,
): FactPage => {
  const read = data.map((item) => ({ id: item.id, facts: say(item) }));
  return {
    facts: read.flatMap(({ facts }) => (facts === 'malformed' ? [] : facts)),
    skipped: read.flatMap(({ id, facts }) => (facts === 'malformed' ? { id, issue: NOT_UNDERSTOOD } : [])),
    next: more ? (data.at(-1)?.id ?? null) : null,
  };
};

/**
 * The events that the webhooks carry, as Stripe keeps them for 30 days.
 * @see https://docs.stripe.com/api/events/list
 */
export const stripeEvents =
  (stripe: Stripe): FactSource =>
  async (window, page) => {
    const listed = await attempt(() =>
      stripe.events.list({
        created: created(window),
        types: [...factTypes],
        limit: PAGE_SIZE,
        ...(page !== null && { starting_after: page }),
      }),
    );
    return listed.ok ? ok(pageOf(listed.value, sayEvent)) : listed;
  };

type Params = { created: { gte: number; lt: number }; limit: number; starting_after?: string };

/** A list of Stripe's objects in their current state, by creation time. A page is the last object's id. */
const listOf =
  <Item extends Listed>(
    list: (params: Params) => Promise<{ data: Item[]; has_more: boolean }>,
    say: (item: Item) => ReturnType<typeof factsOf>,
  ): FactSource =>
  async (window, page) => {
    const listed = await attempt(() =>
      list({ created: created(window), limit: PAGE_SIZE, ...(page !== null && { starting_after: page }) }),
    );
    return listed.ok ? ok(pageOf(listed.value, say)) : listed;
  };

/**
 * What was created in a stretch. Each object says what an event about it would say.
 * @see https://docs.stripe.com/api/checkout/sessions/list
 */
export const stripeObjects = (stripe: Stripe) => ({
  payments: listOf(
    (params) => stripe.checkout.sessions.list({ ...params, status: 'complete' }),
    (session) => sayAs('checkout.session.completed', session),
  ),
  refunds: listOf((params) => stripe.refunds.list(params), sayRefund),
  disputes: listOf(
    (params) => stripe.disputes.list(params),
    (dispute) => {
      // Its status is at least as new as its money.
      const times = dispute.balance_transactions.map((transaction) => transaction.created);
      return sayAs('charge.dispute.updated', dispute, Math.max(dispute.created, ...times));
    },
  ),
});

/**
 * All refunds of a payment in their current state.
 * @see https://docs.stripe.com/api/refunds/list
 */
export const stripeRefundsOf = async (
  stripe: Stripe,
  intent: string,
): Promise<Result<PaymentFact[], ProviderError>> => {
  const listed = await attempt(() => stripe.refunds.list({ payment_intent: intent, limit: PAGE_SIZE }));
  return listed.ok ? ok(pageOf(listed.value, sayRefund).facts) : listed;
};

const sayRefund = (refund: Stripe.Refund) => sayAs('refund.updated', refund);

const sayAs = (type: string, object: { id: string; created: number }, at = object.created) =>
  factsOf({ id: object.id, type, created: at, data: { object } });

const sayEvent = (listed: Stripe.Event) => {
  const event = stripeEvent.safeParse(listed);
  return event.success ? factsOf(event.data) : 'malformed';
};
