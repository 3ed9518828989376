import * as z from 'zod';
import { eventTime } from '../times.ts';
import { link } from './common.ts';

export const EVENT_TYPES = [
  'CHECKOUT.ORDER.APPROVED',
  'CHECKOUT.ORDER.COMPLETED',
  'PAYMENT.CAPTURE.COMPLETED',
  'PAYMENT.CAPTURE.PENDING',
  'PAYMENT.CAPTURE.DENIED',
  'PAYMENT.CAPTURE.DECLINED',
  'PAYMENT.CAPTURE.REFUNDED',
  'PAYMENT.CAPTURE.REVERSED',
  'CUSTOMER.DISPUTE.CREATED',
  'CUSTOMER.DISPUTE.UPDATED',
  'CUSTOMER.DISPUTE.RESOLVED',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** What we keep of an event: its resource as it was shown at that moment. `created` is in Unix seconds. */
export const eventFacts = z.object({
  id: z.string(),
  created: z.int(),
  type: z.enum(EVENT_TYPES),
  resource_type: z.enum(['checkout-order', 'capture', 'refund', 'dispute']),
  summary: z.string(),
  resource: z.record(z.string(), z.unknown()),
});

export type EventFacts = z.infer<typeof eventFacts>;

/** https://developer.paypal.com/api/rest/webhooks/rest/#link-webhookmessage */
export const event = (facts: EventFacts, url: string) => {
  const self = `${url}/v1/notifications/webhooks-events/${facts.id}`;
  return {
    id: facts.id,
    event_version: '1.0',
    create_time: eventTime(facts.created),
    resource_type: facts.resource_type,
    resource_version: '2.0',
    event_type: facts.type,
    summary: facts.summary,
    resource: facts.resource,
    links: [link(self, 'self'), link(`${self}/resend`, 'resend', 'POST')],
  };
};
