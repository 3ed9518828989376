import { EventBridgeClient, PutEventsCommand, type PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import {
  SendMessageBatchCommand,
  type SendMessageBatchCommandInput,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { publisherOn } from '../../functions/publisher/publisher.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { correlated } from '../../shared/kernel/correlation.ts';
import { cloudEvent } from '../../shared/table/items/cloud-event.ts';
import { log } from '../../shared/kernel/log.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { eventMessage } from '../../shared/events/message.ts';
import type { Endpoint } from '../../shared/table/items/endpoint.ts';
import { liabilityItem } from '../../shared/table/items/liability.ts';
import { accountKey, entryKey, liabilityKey, orderKey, creditRequestKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { putEndpoint } from '../support/endpoints.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  give,
  move,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { someRequest } from '../support/credit-requests.ts';
import { changeOf, sequenceOf, STREAM_TIME, streamRecord } from '../support/stream.ts';

const ledger = openTestLedger();
const bridge = mockClient(EventBridgeClient);
const sqs = mockClient(SQSClient);
beforeEach(() => {
  bridge.on(PutEventsCommand).resolves({ Entries: [] });
  sqs.on(SendMessageCommand).resolves({});
  sqs.on(SendMessageBatchCommand).resolves({});
});
afterEach(() => {
  bridge.reset();
  sqs.reset();
  vi.restoreAllMocks();
});

const publish = publisherOn({
  ledger,
  bus: { client: new EventBridgeClient({}), name: 'scrip-test' },
  queue: { sqs: new SQSClient({}), url: 'https://sqs.example/events.fifo' },
  aside: { sqs: new SQSClient({}), url: 'https://sqs.example/aside' },
});

const onBus = () =>
  bridge.commandCalls(PutEventsCommand).flatMap(({ args }) =>
    (args[0].input.Entries ?? []).map(({ Detail = '', ...entry }) => ({
      ...entry,
      event: cloudEvent.parse(JSON.parse(Detail)),
    })),
  );
const typesOnBus = () => onBus().map(({ event }) => event.type);

/** The batches that the queue of events was sent. */
const batches = () =>
  sqs.commandCalls(SendMessageBatchCommand).map(({ args }) => args[0].input.Entries ?? []);

const queued = () =>
  batches()
    .flat()
    .map((input) => ({
      ...input,
      message: eventMessage.parse(JSON.parse(input.MessageBody ?? '')),
    }));

const streamEvent = z.object({ Records: z.tuple([z.custom<DynamoDBRecord>()]) });

const setAside = () =>
  sqs
    .commandCalls(SendMessageCommand)
    .map(({ args }) => args[0].input)
    .map(({ MessageBody = '' }) => streamEvent.parse(JSON.parse(MessageBody)).Records[0]);

const gives = (ref: AccountRef, amount = 100) =>
  changeOf(ledger, accountKey(ref), () => give(ledger, ref, amount));

const spends = (ref: AccountRef, ...amounts: number[]) =>
  changeOf(ledger, accountKey(ref), () =>
    move(
      ledger,
      ref,
      ...amounts.map((amount) => ({ type: 'debit', kind: 'spend', reference: 'order', amount }) as const),
    ),
  );

const newEndpoint = async (agency: string, more: Partial<Endpoint> = {}): Promise<string> =>
  (await putEndpoint(ledger, agency, more)).id;

const all = { batchItemFailures: [] };

const refusal = (name: string): Error => Object.assign(new Error(name), { name });

test('a movement reaches the bus in its published form', async () => {
  const ref = await accountOfOpenAgency(ledger);
  expect(await publish([await gives(ref)])).toEqual(all);
  expect(onBus()).toMatchObject([
    {
      EventBusName: 'scrip-test',
      Source: 'scrip',
      DetailType: 'credits.added',
      event: {
        source: `scrip/${ref.agency}`,
        subject: ref.account,
        data: { number: 1, amount: 100, balance: 100 },
      },
    },
  ]);
});

test('events, their messages and the log line carry the id of what moved the credits', async () => {
  const logged = vi.spyOn(log, 'info');
  const ref = await accountOfOpenAgency(ledger);
  await newEndpoint(ref.agency);
  const records = [
    await correlated('request-1', () => gives(ref)),
    await correlated('request-2', () => spends(ref, 100)),
  ];
  await correlated('invocation-1', () => publish(records));
  const expected = [
    ['credits.added', 'request-1'],
    ['credits.spent', 'request-2'],
    ['balance.zero', 'request-2'],
  ];
  expect(onBus().map(({ event }) => [event.type, event.correlationid])).toEqual(expected);
  expect(
    queued().map(({ message, MessageAttributes }) => [
      message.event.type,
      MessageAttributes?.['correlationId']?.StringValue,
    ]),
  ).toEqual(expected);
  expect(logged).toHaveBeenCalledWith('events published', {
    ...ref,
    events: [{ id: onBus()[0]?.event.id, type: 'credits.added', entry: 1 }],
  });
});

test('an unreadable liability blocks nothing: it is logged and left to the audit', async () => {
  const [ref, other] = [await accountOfOpenAgency(ledger), await accountOfOpenAgency(ledger)];
  await publish([await gives(ref)]);
  await ledger.table.client.send(
    new UpdateCommand({
      TableName: ledger.table.name,
      Key: liabilityKey(ref.agency),
      UpdateExpression: 'SET paid = :paid',
      ExpressionAttributeValues: { ':paid': 'much' },
    }),
  );
  const noted = vi.spyOn(log, 'error');
  expect(await publish([await spends(ref, 10), await gives(other)])).toEqual(all);
  expect(noted.mock.calls).toMatchObject([['change not counted', { error: { name: 'CorruptItemError' } }]]);
  expect(setAside()).toEqual([]);
  expect(typesOnBus().toSorted()).toEqual(['credits.added', 'credits.added', 'credits.spent']);
  expect(await readOne(ledger.table, liabilityKey(other.agency), liabilityItem)).toMatchObject({ paid: 100 });
});

test('a total beyond safe integers blocks nothing', async () => {
  const [ref, other] = [await accountOfOpenAgency(ledger), await accountOfOpenAgency(ledger)];
  await publish([await gives(ref)]);
  await ledger.table.client.send(
    new UpdateCommand({
      TableName: ledger.table.name,
      Key: liabilityKey(ref.agency),
      UpdateExpression: 'SET paid = :paid',
      ExpressionAttributeValues: { ':paid': Number.MAX_SAFE_INTEGER - 50 },
    }),
  );
  expect(await publish([await gives(ref), await gives(other)])).toEqual(all);
  const totals = await Promise.all(
    [ref, other].map(({ agency }) => readOne(ledger.table, liabilityKey(agency), liabilityItem)),
  );
  expect(totals).toMatchObject([{ paid: '9007199254741041' }, { paid: 100 }]);
  expect(setAside()).toEqual([]);
});

test('each entry of one movement has one event, in order, followed by the balance’s events', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const before = await gives(ref);
  await publish([before, await spends(ref, 10, 20, 55)]);
  expect(onBus().map(({ event }) => `${event.type} ${JSON.stringify(event.data['number'])}`)).toEqual([
    'credits.added 1',
    'credits.spent 2',
    'credits.spent 3',
    'credits.spent 4',
    'balance.low 4',
  ]);
});

test('49 movements of one transaction have their events, in order', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await gives(ref);
  await publish([await spends(ref, ...Array.from({ length: 48 }, () => 1))]);
  expect(onBus().map(({ event }) => event.data['number'])).toEqual(
    Array.from({ length: 48 }, (_, index) => index + 2),
  );
});

test('changes of one account in one millisecond have their events in order, each with its own id', async () => {
  const at = Date.now();
  const still = openTestLedger({ now: () => at });
  const ref = await accountOfOpenAgency(still);
  const records = [await gives(ref)];
  const spend = { type: 'debit', kind: 'spend', reference: 'order', amount: 1 } as const;
  for (let time = 0; time < 11; time += 1)
    records.push(await changeOf(still, accountKey(ref), () => move(still, ref, spend)));
  expect(await publish(records)).toEqual(all);
  const events = onBus().map(({ event }) => event);
  expect(events.map(({ data }) => data['number'])).toEqual(
    Array.from({ length: 12 }, (_, place) => place + 1),
  );
  expect(new Set(events.slice(1).map(({ time }) => time)).size).toBe(1);
  expect(new Set(events.map(({ id }) => id)).size).toBe(12);
});

test('a repeated event keeps its id', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const records = [await gives(ref), await spends(ref, 100)];
  await publish(records);
  await publish(records);
  const ids = onBus().map(({ event }) => event.id);
  expect(ids).toHaveLength(6);
  expect(ids.slice(3)).toEqual(ids.slice(0, 3));
  expect(new Set(ids).size).toBe(3);
});

test('every endpoint gets the event types it subscribed to, in the account’s order', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const everything = await newEndpoint(ref.agency);
  const spent = await newEndpoint(ref.agency, { types: ['credits.spent'] });
  await newEndpoint(ref.agency, { status: 'disabled' });
  await publish([await gives(ref), await spends(ref, 1), await spends(ref, 2)]);
  const sent = (id: string) => queued().filter(({ message }) => message.endpoint === id);
  expect(sent(everything).map(({ message }) => message.event.data['number'])).toEqual([1, 2, 3]);
  expect(sent(spent).map(({ message }) => message.event.data['number'])).toEqual([2, 3]);
  expect(new Set(sent(everything).map(({ MessageGroupId }) => MessageGroupId)).size).toBe(1);
  const repetitions = queued().map(({ MessageDeduplicationId }) => MessageDeduplicationId);
  expect(repetitions).toHaveLength(5);
  expect(new Set(repetitions).size).toBe(5);
});

test('an endpoint gets no events from before its creation, except for one minute of clock skew', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const records = [await gives(ref), await spends(ref, 1)];
  const at = Date.parse((await readAccount(ledger, ref)).lastEntryAt ?? '');
  const later = await newEndpoint(ref.agency, { createdAt: instant(at + 60_001) });
  const same = await newEndpoint(ref.agency, { createdAt: instant(at + 60_000) });
  expect(await publish(records)).toEqual(all);
  expect(queued().map(({ message }) => message.endpoint)).not.toContain(later);
  expect(queued().map(({ message }) => [message.endpoint, message.event.type])).toContainEqual([
    same,
    'credits.spent',
  ]);
});

test('a change written after an endpoint’s creation is sent, whatever its own time', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const written = STREAM_TIME * 1000;
  const request = someRequest(ref, {}, written - 15 * 24 * 60 * 60 * 1000);
  const lapsed = { ...request, status: 'rejected', reason: 'expired', decidedAt: request.expiresAt };
  const [before, within, after] = [
    await newEndpoint(ref.agency, { createdAt: instant(written) }),
    await newEndpoint(ref.agency, { createdAt: instant(written + 60_000) }),
    await newEndpoint(ref.agency, { createdAt: instant(written + 60_001) }),
  ];
  const key = creditRequestKey(ref.agency, request.id);
  await publish([streamRecord(key, { ...request, version: 1 }, { ...lapsed, version: 2 })]);
  const sent = queued().map(({ message }) => message.endpoint);
  expect(sent.toSorted()).toEqual([before, within].toSorted());
  expect(sent).not.toContain(after);
});

test('I8: no endpoint gets events of another agency', async () => {
  const [ref, other] = [await accountOfOpenAgency(ledger), await accountOfOpenAgency(ledger)];
  await newEndpoint(other.agency);
  await publish([await gives(ref)]);
  expect(typesOnBus()).toEqual(['credits.added']);
  expect(queued()).toEqual([]);
});

test('an agency’s liability follows its accounts', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const second = { ...ref, account: 'second' };
  await publish([await gives(ref), await gives(second, 50), await spends(ref, 30)]);
  expect(await readOne(ledger.table, liabilityKey(ref.agency), liabilityItem)).toMatchObject({
    paid: 120,
    accounts: 2,
  });
});

test('changes without an event are skipped', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await give(ledger, ref, 1);
  const [entry] = await entriesOf(ledger, ref);
  const record = entry && streamRecord(entryKey(ref, entry), undefined, entry);
  const removed = streamRecord(accountKey(ref), { ...ref, version: 1 }, undefined);
  expect(await publish([...(record ? [record] : []), removed])).toEqual(all);
  expect(onBus()).toEqual([]);
});

test.each<[string, (record: DynamoDBRecord) => DynamoDBRecord]>([
  [
    'has no version',
    () => streamRecord(orderKey({ agency: 'a', account: 'b' }, 'o'), undefined, { agency: 'a' }),
  ],
  [
    'is not as we write it',
    () =>
      streamRecord(orderKey({ agency: 'a', account: 'b' }, 'o'), undefined, {
        agency: 'a',
        account: 'b',
        version: 1,
        credits: 'many',
      }),
  ],
])('a record that %s is set aside, logged by its key, and blocks nothing', async (_, broken) => {
  const ref = await accountOfOpenAgency(ledger);
  const record = await gives(ref);
  const damaged = broken(record);
  const noted = vi.spyOn(log, 'error');
  expect(await publish([damaged, record])).toEqual(all);
  expect(typesOnBus()).toEqual(['credits.added']);
  const { pk, sk } = damaged.dynamodb?.Keys ?? {};
  expect(noted.mock.calls).toMatchObject([['change set aside', { pk: pk?.S, sk: sk?.S }]]);
  expect(setAside()).toEqual([damaged]);
});

/** Written at a time, in seconds since the epoch, by a version that comes after this one. */
const ofNewerVersion = ({ dynamodb, ...record }: DynamoDBRecord, at: number): DynamoDBRecord => ({
  ...record,
  dynamodb: {
    ...dynamodb,
    ApproximateCreationDateTime: at,
    NewImage: { ...dynamodb?.NewImage, schema: { N: '1000' } },
  },
});

test('a change by a newer version waits for the newer publisher, and is set aside after fifteen minutes', async () => {
  const [ref, other] = [await accountOfOpenAgency(ledger), await accountOfOpenAgency(ledger)];
  const [written, behind] = [await gives(ref), await gives(other)];
  const now = Math.floor(Date.now() / 1000);
  const newer = ofNewerVersion(written, now);
  expect(await publish([newer, behind])).toEqual({
    batchItemFailures: [{ itemIdentifier: sequenceOf(newer) }],
  });
  expect(setAside()).toEqual([]);
  const old = ofNewerVersion(written, now - 16 * 60);
  expect(await publish([old, behind])).toEqual(all);
  expect(setAside()).toEqual([old]);
  expect(new Set(onBus().map(({ event }) => event.source))).toEqual(new Set([`scrip/${other.agency}`]));
});

test.each([
  ['the account that came last', 2, 1],
  ['the account that came first', 1, 2],
])(
  'two accounts fail in one batch: it comes again from the earlier failure, here of %s',
  async (_, place, otherPlace) => {
    const [ref, other] = [await accountOfOpenAgency(ledger), await accountOfOpenAgency(ledger)];
    const first = await gives(ref);
    const failing: DynamoDBRecord[] = [];
    failing[place] = await spends(ref, 1);
    failing[otherPlace] = await gives(other);
    failing[0] = first;
    bridge.on(PutEventsCommand).callsFake(({ Entries = [] }: PutEventsCommandInput) => {
      const isFirst = Entries.some(
        ({ Detail = '' }) => Detail.includes(`scrip/${ref.agency}"`) && Detail.includes('credits.added'),
      );
      if (!isFirst) throw refusal('ThrottlingException');
      return { Entries: [] };
    });
    const earlier = failing[1];
    expect(await publish(failing)).toEqual({
      batchItemFailures: [{ itemIdentifier: earlier && sequenceOf(earlier) }],
    });
    expect(setAside()).toEqual([]);
  },
);

test('fields added by a newer version block nothing', async () => {
  const record = await gives(await accountOfOpenAgency(ledger));
  const added = { ...record.dynamodb?.NewImage, addedLater: { S: 'x' } };
  expect(await publish([{ ...record, dynamodb: { ...record.dynamodb, NewImage: added } }])).toEqual(all);
  expect(typesOnBus()).toEqual(['credits.added']);
});

test.each(['InvalidMessageContents', 'InvalidParameterValue', 'ValidationException'])(
  'a change that the queue refuses for good (%s) is set aside; published again, its events keep their ids',
  async (name) => {
    const [ref, other] = [await accountOfOpenAgency(ledger), await accountOfOpenAgency(ledger)];
    const refused = await newEndpoint(ref.agency);
    const taken = await newEndpoint(other.agency);
    sqs.on(SendMessageBatchCommand).callsFake(({ Entries = [] }: SendMessageBatchCommandInput) => {
      const isOf = ({ MessageBody }: { MessageBody: string | undefined }) =>
        MessageBody?.startsWith(`{"agency":"${ref.agency}"`);
      return { Failed: Entries.filter(isOf).map(({ Id }) => ({ Id, Code: name })) };
    });
    const [bad, behind] = [await gives(ref), await gives(other)];
    expect(await publish([bad, behind])).toEqual(all);
    expect(setAside()).toEqual([bad]);
    expect(queued().map(({ message }) => message.endpoint)).toContain(taken);

    const published = onBus().map(({ event }) => event.id);
    sqs.reset();
    sqs.on(SendMessageBatchCommand).resolves({});
    expect(await publish([bad])).toEqual(all);
    expect(queued().map(({ message }) => message.endpoint)).toEqual([refused]);
    expect(published).toContain(queued()[0]?.message.event.id);
  },
);

test('a change that the bus refuses for good is set aside', async () => {
  const record = await gives(await accountOfOpenAgency(ledger));
  bridge.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'MalformedDetail' }] });
  expect(await publish([record])).toEqual(all);
  expect(setAside()).toEqual([record]);
});

test.each(['AccessDeniedException', 'QueueDoesNotExist', 'KMS.DisabledException', 'RequestThrottled'])(
  'a fault that affects every change (%s) sets none aside: the changes are retried',
  async (name) => {
    const ref = await accountOfOpenAgency(ledger);
    await newEndpoint(ref.agency);
    const record = await gives(ref);
    sqs.on(SendMessageBatchCommand).rejects(refusal(name));
    expect(await publish([record])).toEqual({ batchItemFailures: [{ itemIdentifier: sequenceOf(record) }] });
    expect(setAside()).toEqual([]);
  },
);

test('a change that cannot even be set aside is retried', async () => {
  const record = streamRecord(orderKey({ agency: 'a', account: 'b' }, 'o'), undefined, { agency: 'a' });
  sqs.on(SendMessageCommand).rejects(refusal('ServiceUnavailable'));
  expect(await publish([record])).toEqual({ batchItemFailures: [{ itemIdentifier: sequenceOf(record) }] });
});

test('a change too large for a message is set aside by its position in the stream', async () => {
  const key = orderKey({ agency: 'a', account: 'b' }, 'o');
  const record = streamRecord(key, undefined, { agency: 'a', note: '\u{1F600}'.repeat(100_000) });
  expect(await publish([record])).toEqual(all);
  expect(setAside()).toMatchObject([
    { dynamodb: { Keys: { pk: { S: key.pk } }, SequenceNumber: sequenceOf(record) } },
  ]);
  expect(setAside()[0]?.dynamodb).not.toHaveProperty('NewImage');
});

test('while the bus is down, the first change is retried, and endpoints get nothing', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await newEndpoint(ref.agency);
  const records = [await gives(ref), await spends(ref, 1)];
  bridge.on(PutEventsCommand).rejects(new Error('down'));
  expect(await publish(records)).toEqual({
    batchItemFailures: records.slice(0, 1).map((record) => ({ itemIdentifier: sequenceOf(record) })),
  });
  expect(queued()).toEqual([]);
});

test('one event refused by the bus makes its change retry', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const records = [await gives(ref), await spends(ref, 1)];
  bridge
    .on(PutEventsCommand)
    .resolvesOnce({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] })
    .resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException' }] });
  expect(await publish(records)).toEqual({
    batchItemFailures: records.slice(1).map((record) => ({ itemIdentifier: sequenceOf(record) })),
  });
});

test('an account that cannot be published does not block others, but blocks its own later changes', async () => {
  const [ref, other] = [await accountOfOpenAgency(ledger), await accountOfOpenAgency(ledger)];
  await newEndpoint(ref.agency);
  const records = [await gives(other), await gives(ref), await spends(ref, 1), await spends(other, 1)];
  sqs.on(SendMessageBatchCommand).rejects(new Error('down'));
  expect(await publish(records)).toEqual({
    batchItemFailures: records.slice(1, 2).map((record) => ({ itemIdentifier: sequenceOf(record) })),
  });
  const subjects = onBus().filter(({ event }) => event.source === `scrip/${other.agency}`);
  expect(subjects).toHaveLength(2);
});

test('an agency without settings gets its events', async () => {
  const ref = { agency: `agency-${Math.random().toString(36).slice(2)}`, account: 'customer' };
  expect(await publish([await gives(ref)])).toEqual(all);
  expect(typesOnBus()).toEqual(['credits.added']);
});

test('an event goes to ten endpoints in one call, and a batch never has two for one endpoint and account', async () => {
  const [ref, other] = [await accountOfOpenAgency(ledger), await accountOfOpenAgency(ledger)];
  for (let place = 0; place < 10; place += 1) await newEndpoint(ref.agency);
  await newEndpoint(other.agency);
  await publish([await gives(ref), await spends(ref, 1), await gives(other), await spends(other, 1)]);
  expect(queued()).toHaveLength(22);
  expect(batches().length).toBeLessThanOrEqual(5);
  for (const batch of batches())
    expect(new Set(batch.map(({ MessageGroupId }) => MessageGroupId)).size).toBe(batch.length);
});
