import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { asciiJson } from '../../shared/kernel/ascii-json.ts';
import type { CloudEvent } from '../../shared/table/items/cloud-event.ts';
import { inBatches, RefusedError } from './in-batches.ts';

/** EventBridge's largest batch. */
const BATCH_SIZE = 10;

export type EventBus = { client: EventBridgeClient; name: string };

/**
 * Puts an event on the bus, together with others of the same time. On a retry, those that it accepted arrive twice. Throws
 * RefusedError, and what EventBridge throws.
 */
export const putEventOn = ({ client, name }: EventBus): ((event: CloudEvent) => Promise<void>) =>
  inBatches<CloudEvent, undefined>(BATCH_SIZE, async (events) => {
    const Entries = events.map((event) => ({
      EventBusName: name,
      Source: 'scrip',
      DetailType: event.type,
      Detail: asciiJson(event),
      Time: new Date(event.time),
    }));
    const answer = await client.send(new PutEventsCommand({ Entries }));
    return events.map((_, place) => {
      const { ErrorCode } = answer.Entries?.[place] ?? {};
      return ErrorCode === undefined ? undefined : new RefusedError(ErrorCode);
    });
  });
