import { eventData, eventSchema } from '../../../shared/events/types.ts';
import { eventType } from '../../../shared/table/items/cloud-event.ts';
import { standaloneSchema, type JsonSchema } from './json-schema.ts';

/**
 * Every event that leaves, as a JSON Schema: the envelope, and by type what it says.
 * @param version of this service, as its package has it
 */
export const eventsDocument = (version: string): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:scrip:events',
  title: `Events of Scrip ${version}`,
  description:
    'Each event is a CloudEvent 1.0: the detail of an EventBridge event, and the body of a request to an ' +
    'endpoint. An event may arrive more than once, always with the same id. Events of one account arrive ' +
    "in order at an endpoint, and those about entries carry the entry's number.",
  oneOf: eventType.options.map((type) => ({ $ref: `#/$defs/${type}` })),
  $defs: Object.fromEntries(
    eventType.options.map((type) => {
      const { description = '' } = eventData[type].meta() ?? {};
      return [type, { description, ...standaloneSchema(eventSchema(type)) }];
    }),
  ),
});
