import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { asciiJson } from '../../shared/kernel/ascii-json.ts';
import type { CloudEvent } from '../../shared/table/items/cloud-event.ts';

/** EventBridge's largest batch. */
const BATCH_SIZE = 10;

/** The bus refused an event; on a retry, the events that it accepted arrive twice. */
export class BusRefusedError extends Error {
  override readonly name = 'BusRefusedError';

  readonly code: string;

  /** @param code EventBridge's own: it says whether trying again can help */
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export type EventBus = { client: EventBridgeClient; name: string };

/** Puts events on the bus. Throws BusRefusedError, and what EventBridge throws. */
export const putEventsOn =
  ({ client, name }: EventBus) =>
  async (events: readonly CloudEvent[]): Promise<void> => {
    for (let first = 0; first < events.length; first += BATCH_SIZE) {
      const Entries = events.slice(first, first + BATCH_SIZE).map((event) => ({
        EventBusName: name,
        Source: 'scrip',
        DetailType: event.type,
        Detail: asciiJson(event),
        Time: new Date(event.time),
      }));
      const answer = await client.send(new PutEventsCommand({ Entries }));
      const refused = answer.Entries?.find(({ ErrorCode }) => ErrorCode !== undefined);
      if (refused?.ErrorCode !== undefined) throw new BusRefusedError(refused.ErrorCode);
    }
  };
