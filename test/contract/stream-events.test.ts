import { entryItem } from '../../shared/table/items/entry.ts';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, expect, inject, test } from 'vitest';
import * as z from 'zod';
import changes from '../../events/dynamodb-stream/changes.json' with { type: 'json' };
import { publisherOn } from '../../functions/publisher/publisher.ts';
import { eventSchema } from '../../shared/events/types.ts';
import { cloudEvent } from '../../shared/table/items/cloud-event.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { entryKey, STREAMED_PREFIXES, streamedKind } from '../../shared/table/keys.ts';
import { openTestLedger } from '../support/ledger.ts';
import { resourcesOf } from './template.ts';

const bridge = mockClient(EventBridgeClient);
afterEach(() => bridge.reset());

const ledger = openTestLedger();
const ref = { agency: 'studio', account: 'alice' };

test('a captured stream batch becomes the published events', async () => {
  const spent = {
    number: 2,
    at: '2026-03-02T09:31:00.000Z',
    type: 'out',
    kind: 'service',
    reference: 'ord_0mm8sample',
    amount: 85,
    balance: 15,
    lots: [],
  };
  await putGuarded(ledger.table, { key: entryKey(ref, spent), schema: entryItem, item: spent, version: 0 });
  bridge.on(PutEventsCommand).resolves({ Entries: [] });
  const publish = publisherOn({
    ledger,
    bus: { client: new EventBridgeClient({}), name: 'scrip-prod' },
    queue: { sqs: new SQSClient({}), url: 'https://sqs.example/events.fifo' },
    aside: { sqs: new SQSClient({}), url: 'https://sqs.example/aside' },
  });
  const records = z.array(z.custom<DynamoDBRecord>()).parse(changes.Records);
  expect(await publish(records)).toEqual({ batchItemFailures: [] });
  const events = bridge
    .commandCalls(PutEventsCommand)
    .flatMap(({ args }) => args[0].input.Entries ?? [])
    .map(({ Detail = '' }) => cloudEvent.parse(JSON.parse(Detail)));
  for (const event of events) expect(eventSchema(event.type).parse(event)).toEqual(event);
  expect(events.map(({ type, time }) => `${type} ${time}`)).toEqual([
    'credits.spent 2026-03-02T09:31:00.000Z',
    'order.created 2026-03-02T09:31:00.000Z',
  ]);
});

test('the stream filter passes only changes that matter, and none that the publisher writes itself', () => {
  const pattern = z.string().transform((json): unknown => JSON.parse(json));
  const mapping = z.object({
    FilterCriteria: z.object({ Filters: z.tuple([z.object({ Pattern: pattern })]) }).optional(),
  });
  const filters = resourcesOf(inject('template'), 'AWS::Lambda::EventSourceMapping', mapping).flatMap(
    ({ properties }) => properties.FilterCriteria?.Filters ?? [],
  );
  expect(filters).toEqual([
    {
      Pattern: {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { Keys: { pk: { S: STREAMED_PREFIXES.map((prefix) => ({ prefix })) } } },
      },
    },
  ]);
  for (const pk of ['LIABILITY#acme', 'LIABILITY_OF#acme#alice', 'DELIVERIES#acme#end', 'ACCOUNTS#acme'])
    expect(streamedKind({ pk })).toBeUndefined();
});
