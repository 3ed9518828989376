import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { meters } from '../../shared/agency/catalogue.ts';
import { parseRequest } from '../../shared/http/request.ts';
import { usageRoutes } from '../../shared/http/routes/agency/usage.ts';
import { usageStates } from '../../shared/usage/read-usage.ts';
import { takeUsage, type ReportedEvent } from '../../shared/usage/take-usage.ts';
import type { UsageMessage } from '../../shared/usage/message.ts';
import { adminAt } from '../support/agency-handler.ts';
import { apiEvent } from '../support/api.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  give,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { charge, eventOf, memoryOfBatches, meterOf, putMeter } from '../support/usage.ts';

const ledger = openTestLedger();

const begun = async (more = {}) => {
  const ref = await accountOfOpenAgency(ledger);
  await putMeter(ledger, meterOf(ref.agency, { creditsPer: 1, per: 1, ...more }));
  await give(ledger, ref, 1000);
  return ref;
};

const reported = (more: object) => {
  const event = { ...eventOf('one'), account: 'customer', ...more };
  const body = { events: [event] };
  return parseRequest(
    usageRoutes.reportUsage,
    apiEvent(usageRoutes.reportUsage, { caller: adminAt('a'), body }),
  );
};

test.each([
  ['a quantity that is no safe integer', { quantity: 1e308 }],
  ['a part of a unit', { quantity: 0.1 + 0.2 }],
  ['no units', { quantity: 0 }],
  ['less than nothing', { quantity: -1 }],
  ['more units than a thousand events may add up to', { quantity: 1_000_000_000_001 }],
  ['a time in seconds', { time: 1_770_000_000 }],
  ['a day without a time', { time: '2026-01-31' }],
  ['a field of its own', { cost: 3 }],
])('a report with %s is refused as a whole, and says which event', (_, more) => {
  const [field = ''] = Object.keys(more);
  const parsed = reported(more);
  expect(parsed).toMatchObject({ ok: false, error: { problem: 'invalid_request' } });
  expect(JSON.stringify(parsed)).toContain(field === 'cost' ? '/events/0' : `/events/0/${field}`);
});

test('usage of ten years ago, of the year 9999, and of one id at two times is charged, each once', async () => {
  const ref = await begun();
  const events = ['2016-01-31T09:30:00.000Z', '9999-12-31T23:59:59.999Z', '2026-01-31T09:30:00.000Z'].map(
    (time) => eventOf('same', { time }),
  );
  expect(await charge(ledger, ref, [...events, ...events])).toMatchObject({ charged: 3, known: 3 });
  expect((await readAccount(ledger, ref)).balance).toBe(997);
});

test('an event that comes again with another quantity, meter or reference is the first one still', async () => {
  const ref = await begun();
  await charge(ledger, ref, [eventOf('one', { quantity: 5 })]);
  const others = [
    eventOf('one', { quantity: 900 }),
    eventOf('one', { meter: 'missing' }),
    eventOf('one', { reference: 'another' }),
  ];
  expect(await charge(ledger, ref, others)).toEqual({ charged: 0, credits: 0, refused: 0, known: 3 });
  expect(
    await usageStates(ledger.table, ref.agency, [{ ...eventOf('one'), account: ref.account }]),
  ).toMatchObject([{ units: 5, credits: 5, meter: 'calls' }]);
});

test('500 events of 500 accounts are as many messages, each of its own account', async () => {
  const { agency } = await begun();
  const events: ReportedEvent[] = Array.from({ length: 500 }, (_, place) => ({
    ...eventOf('same'),
    account: `account-${place}`,
  }));
  const queued: UsageMessage[] = [];
  const taken = await takeUsage(
    ledger.table,
    async (messages) => {
      queued.push(...messages);
      return messages.slice(0, 1);
    },
    agency,
    events,
  );
  expect(new Set(queued.map(({ account, events: own }) => `${account} ${own.length}`)).size).toBe(500);
  expect(taken.ok && taken.value.map(({ refusal }) => refusal)).toEqual([
    'not_queued',
    ...Array.from({ length: 499 }, () => undefined),
  ]);
});

test('events in two overlapping batches at the same time are charged once, by entries that add up', async () => {
  const ref = await begun({ entries: 'batch' });
  const events = Array.from({ length: 60 }, (_, place) => eventOf(`event-${place}`, { quantity: 2 }));
  const { batches, keepBatch } = memoryOfBatches();
  const done = await Promise.all([
    charge(ledger, ref, events.slice(0, 40), keepBatch),
    charge(ledger, ref, events.slice(20), keepBatch),
    charge(ledger, ref, events.toReversed(), keepBatch),
  ]);
  expect(done.reduce((sum, { charged }) => sum + charged, 0)).toBe(60);
  expect((await readAccount(ledger, ref)).balance).toBe(880);
  const usage = (await entriesOf(ledger, ref)).filter(({ kind }) => kind === 'usage');
  const named = usage.flatMap(({ reference }) => batches.get(reference)?.events ?? []);
  expect(named.map(({ id }) => id).toSorted()).toEqual(events.map(({ id }) => id).toSorted());
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('a meter that is deleted after an event was accepted leaves it refused for good, also when it is there again', async () => {
  const ref = await begun();
  const { pk, sk } = meters.key(ref.agency, 'calls');
  await ledger.table.client.send(new DeleteCommand({ TableName: ledger.table.name, Key: { pk, sk } }));
  expect(await charge(ledger, ref, [eventOf('one')])).toMatchObject({ refused: 1 });
  await putMeter(ledger, meterOf(ref.agency));
  expect(await charge(ledger, ref, [eventOf('one')])).toMatchObject({ charged: 0, known: 1 });
  expect((await readAccount(ledger, ref)).balance).toBe(1000);
});
