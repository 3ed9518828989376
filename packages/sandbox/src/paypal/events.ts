import type { PaypalAccount } from './account.ts';
import { eventId } from './ids.ts';
import { readable } from './money.ts';
import { type EventFacts, eventFacts, type EventType } from './resources/event.ts';
import { type Kept, show } from './show.ts';
import { nowInSeconds } from '../clock.ts';

const RESOURCE_TYPES = {
  order: 'checkout-order',
  capture: 'capture',
  refund: 'refund',
  dispute: 'dispute',
} as const;

const summaryOf = (type: EventType, subject: Kept): string => {
  const what = type.toLowerCase().replaceAll('.', ' ');
  return `${what}: ${readable(subject.amount, subject.currency)} ${subject.currency}`;
};

/** Makes an event about a resource as it is now, and has it delivered. */
export const emit = (account: PaypalAccount, type: EventType, subject: Kept): void => {
  // No API lists events: those that are not delivered need not be stored.
  if (account.isQuiet) return;
  const shown: unknown = JSON.parse(JSON.stringify(show(account, subject)));
  const make = (): EventFacts =>
    account.events.put({
      id: eventId(),
      created: nowInSeconds(),
      type,
      resource_type: RESOURCE_TYPES[subject.object],
      summary: summaryOf(type, subject),
      resource: eventFacts.shape.resource.parse(shown),
    });
  account.outbox.publish({
    channel: account.channel,
    key: account.clientId,
    event: make().id,
    type,
    again: () => make().id,
  });
};
