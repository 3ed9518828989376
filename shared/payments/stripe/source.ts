import type Stripe from 'stripe';
import { log } from '../../kernel/log.ts';
import { count } from '../../kernel/metrics.ts';
import { ok } from '../../kernel/result.ts';
import type { PaymentFact } from '../message.ts';
import type { FactSource, FactSources, Window } from '../source.ts';
import { attempt } from './attempt.ts';
import { factOf, factTypes } from './facts.ts';
import { stripeEvent } from './verify.ts';

type Listed = { id: string };

/** Stripe's largest page. */
const PAGE = 100;

const created = ({ from, to }: Window) => ({
  gte: Math.floor(Date.parse(from) / 1000),
  lt: Math.ceil(Date.parse(to) / 1000),
});

const known = (facts: (PaymentFact | 'malformed' | undefined)[]): PaymentFact[] =>
  facts.filter((fact) => fact !== undefined && fact !== 'malformed');

/** Reads what Stripe lists. One object that is not as Stripe documents it is told of, and does not hold up the others. */
const understood = <Item extends Listed>(item: Item, say: (item: Item) => ReturnType<typeof factOf>) => {
  const fact = say(item);
  if (fact === 'malformed') {
    log.error('stripe object not understood', { id: item.id });
    count('ReconciliationFailures');
  }
  return fact;
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
        limit: PAGE,
        ...(page !== null && { starting_after: page }),
      }),
    );
    if (!listed.ok) return listed;
    const { data, has_more: more } = listed.value;
    const facts = known(data.map((event) => understood(event, (one) => factOf(stripeEvent.parse(one)))));
    return ok({ facts, next: more ? (data.at(-1)?.id ?? null) : null });
  };

type Params = { created: { gte: number; lt: number }; limit: number; starting_after?: string };

/** A list of Stripe's objects as they stand now, by when they were created. A page is the last object's id. */
const listOf =
  <Item extends Listed>(
    list: (params: Params) => Promise<{ data: Item[]; has_more: boolean }>,
    say: (item: Item) => ReturnType<typeof factOf>,
  ): FactSource =>
  async (window, page) => {
    const listed = await attempt(() =>
      list({ created: created(window), limit: PAGE, ...(page !== null && { starting_after: page }) }),
    );
    if (!listed.ok) return listed;
    const { data, has_more: more } = listed.value;
    return ok({
      facts: known(data.map((item) => understood(item, say))),
      next: more ? (data.at(-1)?.id ?? null) : null,
    });
  };

/**
 * What was created in a stretch. Each object says what an event about it would say.
 * @see https://docs.stripe.com/api/checkout/sessions/list
 */
export const stripeObjects = (stripe: Stripe): FactSources => ({
  sessions: listOf(
    (params) => stripe.checkout.sessions.list({ ...params, status: 'complete' }),
    (session) => sayAs('checkout.session.completed', session),
  ),
  refunds: listOf(
    (params) => stripe.refunds.list(params),
    (refund) => sayAs('refund.updated', refund),
  ),
  disputes: listOf(
    (params) => stripe.disputes.list(params),
    (dispute) => sayAs('charge.dispute.updated', dispute),
  ),
});

const sayAs = (type: string, object: { id: string; created: number }) =>
  factOf({ id: object.id, type, created: object.created, data: { object } });
