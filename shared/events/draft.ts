import type * as z from 'zod';
import type { Instant } from '../kernel/clock.ts';
import { cloudEvent, type CloudEvent, type EventType } from '../table/items/cloud-event.ts';
import { sha256, type AccountId, type AgencyId } from '../kernel/ids.ts';
import type { eventData } from './types.ts';

/** An event that has no id yet. */
export type Draft = {
  [Type in EventType]: {
    type: Type;
    agency: AgencyId;
    account?: AccountId | undefined;
    time: Instant;
    data: z.input<(typeof eventData)[Type]>;
  };
}[EventType];

/**
 * The event, under an id that is always the same for the same happening.
 * @param happening what no other event of this type and time shares
 * @param correlationid what the change that it follows from began with
 */
export const eventOf = (
  draft: Draft,
  happening: readonly (string | number)[],
  correlationid?: string,
): CloudEvent => {
  const { type, agency, account, time, data } = draft;
  const stamp = Date.parse(time).toString(36).padStart(9, '0');
  const digest = sha256(JSON.stringify([agency, type, ...happening])).slice(0, 20);
  return cloudEvent.parse({
    specversion: '1.0',
    id: `evt_${stamp}${digest}`,
    source: `scrip/${agency}`,
    type,
    ...(account !== undefined && { subject: account }),
    time,
    ...(correlationid !== undefined && { correlationid }),
    datacontenttype: 'application/json',
    data,
  });
};
