import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId } from '../../kernel/ids.ts';

/** The events that an agency's own systems can receive. */
export const eventType = z
  .enum([
    'account.merged',
    'approval.decided',
    'approval.requested',
    'balance.low',
    'balance.zero',
    'checkout.completed',
    'credits.added',
    'credits.expired',
    'credits.extended',
    'credits.reclaimed',
    'credits.spent',
    'credits.transferred',
    'debt.cleared',
    'debt.opened',
    'endpoint.disabled',
    'gift.created',
    'gift.redeemed',
    'gift.returned',
    'hold.captured',
    'hold.created',
    'hold.expired',
    'hold.released',
    'invoice.paid',
    'order.created',
    'order.refunded',
    'order.updated',
    'purchase.completed',
    'purchase.refunded',
    'reconciliation.mismatch',
    'request.accepted',
    'request.advanced',
    'request.cancelled',
    'request.created',
    'request.rejected',
    'request.reminded',
    'spender.exhausted',
    'spender.key_created',
    'spender.key_revoked',
    'spender.warned',
    'usage.charged',
    'usage.refused',
  ])
  .meta({ id: 'EventType' });

export type EventType = z.infer<typeof eventType>;

/** Ids begin with the time of what happened, so that they sort by it; the same happening always has the same id. */
export const eventId = z.string().regex(/^evt_[0-9a-z]{29}$/);

/** Something that has happened, in the form of CloudEvents 1.0. */
export const cloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: eventId.meta({ description: "The event's ID. A repeated event has the same ID." }),
  source: z.string().meta({ description: '`scrip/` followed by the agency.', example: 'scrip/acme' }),
  type: eventType,
  subject: accountId.exactOptional().meta({ description: 'The account that the event is about.' }),
  time: instantSchema,
  correlationid: z
    .string()
    .exactOptional()
    .meta({ description: 'What the event began with: the `request` of an API answer, or a run of ours.' }),
  datacontenttype: z.literal('application/json'),
  data: z.record(z.string(), z.json()),
});

export type CloudEvent = z.infer<typeof cloudEvent>;
