import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type AwsJsonService, serveAwsJson } from './aws-json.ts';

export type EventBridge = AwsJsonService;

/** How many events are kept to be looked at. */
const MAX_KEPT_EVENTS = 500;

const putEvents = z.object({
  Entries: z
    .array(
      z.object({
        EventBusName: z.string(),
        Source: z.string(),
        DetailType: z.string(),
        Detail: z.string().transform((json): unknown => JSON.parse(json)),
      }),
    )
    .min(1)
    .max(10),
});

/**
 * Takes the SDK's PutEvents on 127.0.0.1. Nothing listens on this bus: its last events are at `/events`, newest first.
 * @param port 0 for a free one
 */
export const startEventBridge = async (port: number): Promise<EventBridge> => {
  let events: object[] = [];
  return await serveAwsJson(
    port,
    {
      PutEvents: async (input) => {
        const { Entries } = putEvents.parse(input);
        const taken = Entries.map(({ EventBusName, Source, DetailType, Detail }) => ({
          bus: EventBusName,
          source: Source,
          'detail-type': DetailType,
          detail: Detail,
        }));
        events = [...taken.toReversed(), ...events].slice(0, MAX_KEPT_EVENTS);
        return {
          status: 200,
          body: { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: randomUUID() })) },
        };
      },
    },
    { '/events': () => events },
  );
};
