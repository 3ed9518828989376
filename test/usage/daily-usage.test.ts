import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { meters } from '../../shared/agency/catalogue.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { dailyUsage, type DailyUsage } from '../../shared/usage/daily-usage.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import { call } from '../support/api.ts';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { storeHandler } from '../support/store-handler.ts';
import { charge, eventOf, memoryOfBatches, meterOf, putMeter } from '../support/usage.ts';

const ledger = openTestLedger();
const store = storeHandler(ledger);

const begun = async (credits = 1000, timeZone?: string) => {
  const ref = await accountOfOpenAgency(ledger, timeZone === undefined ? {} : { timeZone });
  await putMeter(ledger, meterOf(ref.agency));
  await putMeter(ledger, meterOf(ref.agency, { id: 'frames', name: 'Frames', unit: 'frame', per: 1 }));
  await give(ledger, ref, credits);
  return ref;
};

const pageOf = async (ref: AccountRef, month: string, cursor?: string, limit?: number) => {
  const page = await dailyUsage(ledger, ref, { month, cursor }, limit);
  if (!page.ok) throw new Error(page.error.code);
  return page.value;
};

const at = (time: string, id = time) => ({ id, time: new Date(time).toISOString() });

test('what was used in a month is summed up by day and meter: units, events, credits, and what was refused', async () => {
  const ref = await begun(20);
  const events = [
    eventOf('', { ...at('2026-01-05T10:00Z'), quantity: 7 }),
    eventOf('', { ...at('2026-01-05T23:59:59.999Z'), quantity: 9 }),
    eventOf('', { ...at('2026-01-05T10:00:01Z'), meter: 'frames', quantity: 4 }),
    eventOf('', { ...at('2026-01-06T00:00Z'), quantity: 1 }),
    eventOf('', { ...at('2026-01-06T00:01Z'), meter: 'frames', quantity: 50 }),
  ];
  await charge(ledger, ref, events);
  expect(await pageOf(ref, '2026-01')).toEqual({
    month: '2026-01',
    timeZone: 'UTC',
    items: [
      {
        day: '2026-01-05',
        meter: 'calls',
        name: 'API calls',
        unit: 'call',
        events: 2,
        quantity: 16,
        credits: 6,
        refused: 0,
      },
      {
        day: '2026-01-05',
        meter: 'frames',
        name: 'Frames',
        unit: 'frame',
        events: 1,
        quantity: 4,
        credits: 12,
        refused: 0,
      },
      {
        day: '2026-01-06',
        meter: 'calls',
        name: 'API calls',
        unit: 'call',
        events: 1,
        quantity: 1,
        credits: 1,
        refused: 0,
      },
      {
        day: '2026-01-06',
        meter: 'frames',
        name: 'Frames',
        unit: 'frame',
        events: 0,
        quantity: 0,
        credits: 0,
        refused: 50,
      },
    ],
    cursor: null,
  });
});

test("days and months are those of the agency's time zone", async () => {
  const ref = await begun(1000, 'Europe/Berlin');
  const times = ['2026-02-28T22:59:59.999Z', '2026-02-28T23:00Z', '2026-03-31T21:59Z', '2026-03-31T22:00Z'];
  await charge(
    ledger,
    ref,
    times.map((time) => eventOf('', at(time))),
  );
  const daysOf = async (month: string) => (await pageOf(ref, month)).items.map(({ day }) => day);
  expect(await daysOf('2026-02')).toEqual(['2026-02-28']);
  expect(await daysOf('2026-03')).toEqual(['2026-03-01', '2026-03-31']);
  expect(await daysOf('2026-04')).toEqual(['2026-04-01']);
});

test.each([
  ['2026-02-28T22:59:59.999Z', '2026-02'],
  ['2026-02-28T23:00:00.000Z', '2026-03'],
  ['2026-03-31T21:59:59.999Z', '2026-03'],
  ['2026-03-31T22:00:00.000Z', '2026-04'],
])(
  'in Berlin %s is in the month %s, asked for as a time in it, or as the present one',
  async (time, month) => {
    const ref = await begun(1000, 'Europe/Berlin');
    await charge(ledger, ref, [eventOf('', at(time))]);
    const expected = { ok: true, value: { month, timeZone: 'Europe/Berlin', items: [{ events: 1 }] } };
    expect(await dailyUsage(ledger, ref, { at: time })).toMatchObject(expected);
    expect(await dailyUsage({ ...ledger, now: () => Date.parse(time) }, ref, {})).toMatchObject(expected);
  },
);

test.each(['UTC', 'Pacific/Kiritimati', 'America/New_York'])(
  'in %s a time of 2000 to 2099 has a month; one a day nearer to the end of these years, or beyond, is refused',
  async (timeZone) => {
    const caller = await begun(0, timeZone);
    const ask = (time: string) => call(store, storeRoutes.listDailyUsage, { caller, query: { at: time } });
    for (const time of ['2000-01-02T00:00:00Z', '2099-12-30T23:59:59.999Z'])
      expect(await ask(time)).toMatchObject({ status: 200, body: { timeZone, items: [] } });
    const beyond = ['0999-06-01', '1969-01-01', '2000-01-01', '2099-12-31', '2100-02-01', '9999-12-31'];
    for (const time of [...beyond.map((day) => `${day}T12:00:00Z`), 'rubbish'])
      expect(await ask(time)).toMatchObject({ status: 400, body: { faults: [{ pointer: '/at' }] } });
    expect(
      await call(store, storeRoutes.listDailyUsage, {
        caller,
        query: { at: '2026-01-31T09:30:00Z', month: '2026-01' },
      }),
    ).toMatchObject({ status: 400 });
  },
);

test('pages of any size add up to the same, in one entry or many', async () => {
  const ref = await begun(100_000);
  await putMeter(ledger, meterOf(ref.agency, { id: 'batched', entries: 'batch' }));
  const { keepBatch } = memoryOfBatches();
  const events = Array.from({ length: 600 }, (_, place) =>
    eventOf(`event-${place}`, {
      quantity: 1 + (place % 5),
      meter: place % 3 === 0 ? 'calls' : 'batched',
      time: new Date(Date.UTC(2026, 0, 1 + (place % 4), 9, place % 7)).toISOString(),
    }),
  );
  await charge(ledger, ref, events, keepBatch);
  const sumsIn = async (limit: number) => {
    const sums: Record<string, number> = {};
    let pages = 0;
    let cursor: string | undefined;
    do {
      const page = await pageOf(ref, '2026-01', cursor, limit);
      for (const { day, meter: id, quantity, events: count } of page.items) {
        const key = `${day} ${id}`;
        sums[key] = (sums[key] ?? 0) + Number(quantity);
        sums['events'] = (sums['events'] ?? 0) + count;
      }
      cursor = page.cursor ?? undefined;
      pages += 1;
    } while (cursor !== undefined);
    return { sums, pages };
  };
  const expected: Record<string, number> = { events: 600 };
  for (const { time, meter: id, quantity } of events) {
    const key = `${time.slice(0, 10)} ${id}`;
    expected[key] = (expected[key] ?? 0) + quantity;
  }
  const [small, large] = [await sumsIn(2), await sumsIn(1000)];
  expect(small.sums).toEqual(expected);
  expect(large.sums).toEqual(expected);
  expect([small.pages > 10, large.pages]).toEqual([true, 1]);
});

test('a deleted meter has no name any more, and its usage stays', async () => {
  const ref = await begun();
  await charge(ledger, ref, [eventOf('a', { quantity: 7 })]);
  await ledger.table.client.send(
    new DeleteCommand({ TableName: ledger.table.name, Key: meters.key(ref.agency, 'calls') }),
  );
  const [item] = (await pageOf(ref, '2026-01')).items;
  expect(item).toEqual<DailyUsage>({
    day: '2026-01-31',
    meter: 'calls',
    events: 1,
    quantity: 7,
    credits: 3,
    refused: 0,
  });
});

test('the same account of another agency, and other accounts, have usage of their own', async () => {
  const ref = await begun();
  await charge(ledger, ref, [eventOf('a', { quantity: 7 })]);
  const { agency } = await begun();
  expect((await pageOf({ ...ref, agency }, '2026-01')).items).toEqual([]);
  expect((await pageOf({ ...ref, account: 'other' }, '2026-01')).items).toEqual([]);
});

test('a page costs one Query and two BatchGets, whatever there is: 1 MB at most', async () => {
  const metered = openTestLedger();
  const { during } = meter(metered);
  const ref = await begun(100_000);
  const events = Array.from({ length: 3000 }, (_, place) =>
    eventOf(`event-${place}`, { time: new Date(Date.UTC(2026, 0, 1, 0, place)).toISOString() }),
  );
  for (let start = 0; start < events.length; start += 500)
    await charge(ledger, ref, events.slice(start, start + 500));
  const cost = await during(() => dailyUsage(metered, ref, { month: '2026-01' }));
  expect(cost.calls).toEqual(['BatchGetItem', 'Query', 'BatchGetItem']);
  expect(cost.readUnits).toBeLessThanOrEqual(60);
  expect(cost.writeUnits).toBe(0);
});
