import type { Stripe } from 'stripe';
import * as z from 'zod';
import { stripeId } from './ids.ts';
import { kept } from './resources/common.ts';

/** What we keep of an event that an endpoint may get, and that `GET /v1/events` never lists: the body that is sent. */
export const strayFacts = z.object({ ...kept, type: z.string(), body: z.record(z.string(), z.json()) });

/** Stripe sends it to see whether an endpoint is there. */
export const PING = 'v2.core.event_destination.ping';

type Related = { id: string; type: string; url: string };

/** A thin event names an object and has nothing of it: https://docs.stripe.com/event-destinations#thin-events. */
export const thinEvent = (type: string, related?: Related) => {
  const destination = stripeId('ed_test', 32);
  const pinged = {
    id: destination,
    type: 'v2.core.event_destination',
    url: `/v2/core/event_destinations/${destination}`,
  };
  return {
    id: stripeId('evt_test', 32),
    object: 'v2.core.event',
    type,
    created: new Date(Date.now()).toISOString(),
    livemode: false,
    related_object: related ?? (type === PING ? pinged : null),
  };
};

/** Whose event it is where it is not the account's own, and whether it is about real money. */
export type Origin = { account?: string | undefined; livemode?: boolean | undefined };

/** The same event as if a connected account had caused it (https://docs.stripe.com/connect/webhooks), or in live mode. */
export const copyFrom = (event: Stripe.EventBase, { account, livemode = false }: Origin) => {
  const { object } = event.data;
  return {
    ...event,
    id: stripeId('evt'),
    livemode,
    data: { object: 'livemode' in object ? { ...object, livemode } : object },
    ...(account !== undefined && { account }),
  };
};
