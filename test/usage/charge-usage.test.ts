import { expect, test } from 'vitest';
import { usageStateOf } from '../../shared/usage/read-usage.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  give,
  leaveInDebt,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { charge, eventOf, meterOf, putMeter } from '../support/usage.ts';

const ledger = openTestLedger();

const begun = async (credits: number) => {
  const ref = await accountOfOpenAgency(ledger);
  await putMeter(ledger, meterOf(ref.agency));
  if (credits > 0) await give(ledger, ref, credits);
  return ref;
};

const numbered = (count: number, more = {}) =>
  Array.from({ length: count }, (_, place) => eventOf(`event-${place}`, more));

test('usage is charged in whole credits, and the fraction waits in the account for the next usage', async () => {
  const ref = await begun(10);
  expect(await charge(ledger, ref, [eventOf('a', { quantity: 5 })])).toEqual({
    charged: 1,
    credits: 2,
    refused: 0,
    known: 0,
  });
  expect(await readAccount(ledger, ref)).toMatchObject({
    balance: 8,
    carries: [{ id: 'calls', fraction: '1/7' }],
  });
  await charge(ledger, ref, [eventOf('b', { quantity: 2 })]);
  const { carries, balance } = await readAccount(ledger, ref);
  expect({ carries, balance }).toEqual({ carries: undefined, balance: 7 });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('an event is charged once, sent again alone, among others, or twice at a time', async () => {
  const ref = await begun(1000);
  const events = numbered(40, { quantity: 7 });
  expect(await charge(ledger, ref, [...events, ...events])).toMatchObject({ charged: 40, known: 40 });
  const again = await Promise.all([
    charge(ledger, ref, events),
    charge(ledger, ref, events.toReversed()),
    charge(ledger, ref, [eventOf('new', { quantity: 7 }), ...events.slice(0, 3)]),
  ]);
  expect(again.map(({ charged }) => charged)).toEqual([0, 0, 1]);
  expect((await readAccount(ledger, ref)).balance).toBe(1000 - 41 * 3);
});

test('an event is known in every later transaction of a call, whether what holds it is full by then or not', async () => {
  const ref = await begun(10_000);
  // Each transaction adds about ten events to each of eight minutes.
  const time = (place: number) => new Date(Date.UTC(2026, 0, 31, 9, place % 8)).toISOString();
  const events = numbered(400).map((event, place) => ({ ...event, quantity: 7, time: time(place) }));
  const repeated = [...events, ...events.toReversed(), ...events];
  expect(await charge(ledger, ref, repeated)).toMatchObject({ charged: 400, known: 800 });
  expect((await readAccount(ledger, ref)).balance).toBe(10_000 - 1200);
});

test('writers who charge the same events at the same time charge each once', async () => {
  const ref = await begun(10_000);
  const events = numbered(200, { quantity: 7 });
  const done = await Promise.all(
    Array.from({ length: 4 }, (_, writer) =>
      charge(ledger, ref, [...events.slice(writer * 50), ...events.slice(0, writer * 50)]),
    ),
  );
  expect(done.reduce((sum, { charged }) => sum + charged, 0)).toBe(200);
  expect((await readAccount(ledger, ref)).balance).toBe(10_000 - 600);
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('the same id at another time, or of another account, is another event', async () => {
  const ref = await begun(100);
  const late = eventOf('a', { quantity: 7, time: '2025-12-31T23:59:59.999Z' });
  expect(await charge(ledger, ref, [eventOf('a', { quantity: 7 }), late])).toMatchObject({ charged: 2 });
  const other = { ...ref, account: 'other' };
  await give(ledger, other, 100);
  expect(await charge(ledger, other, [late])).toMatchObject({ charged: 1 });
});

test('usage of a minute with thousands of events is still charged once', async () => {
  const ref = await begun(100_000);
  const events = numbered(2500, { quantity: 7 });
  for (let start = 0; start < events.length; start += 100)
    await charge(ledger, ref, events.slice(start, start + 100));
  expect(await charge(ledger, ref, events)).toMatchObject({ charged: 0, known: 2500 });
  expect((await readAccount(ledger, ref)).balance).toBe(100_000 - 2500 * 3);
});

test('what the account cannot pay is refused for good, and what it can pay is charged all the same', async () => {
  const ref = await begun(5);
  const events = [
    eventOf('large', { quantity: 70 }),
    eventOf('small', { quantity: 7, reference: 'job-1' }),
    eventOf('strange', { meter: 'nothing' }),
  ];
  expect(await charge(ledger, ref, events)).toEqual({ charged: 1, credits: 3, refused: 2, known: 0 });
  await give(ledger, ref, 1000);
  expect(await charge(ledger, ref, events)).toMatchObject({ charged: 0, known: 3 });
  const states = await Promise.all(
    events.map(({ id, time }) => usageStateOf(ledger.table, ref, { id, time })),
  );
  expect(states).toMatchObject([
    { value: { refusal: 'insufficient_credits', credits: 0, meter: 'calls', units: 70 } },
    { value: { credits: 3, entry: 2, units: 7 } },
    { value: { refusal: 'unknown_meter', meter: 'nothing' } },
  ]);
  expect(await entriesOf(ledger, ref)).toMatchObject([
    {},
    { kind: 'usage', type: 'out', amount: 3, reference: 'job-1', label: 'API calls' },
    {},
  ]);
});

test('an account in debt is charged nothing, and usage below a whole credit counts all the same', async () => {
  const ref = await begun(0);
  await leaveInDebt(ledger, ref, 10);
  expect(await charge(ledger, ref, [eventOf('a'), eventOf('b', { quantity: 7 })])).toMatchObject({
    charged: 1,
    refused: 1,
  });
  const state = await usageStateOf(ledger.table, ref, eventOf('b'));
  expect(state).toMatchObject({ value: { refusal: 'account_in_debt' } });
});

test('a new price applies to what is charged from then on, and a fraction keeps its worth', async () => {
  const ref = await begun(100);
  await charge(ledger, ref, [eventOf('a')]);
  await putMeter(ledger, meterOf(ref.agency, { version: 1, creditsPer: 1, per: 2 }));
  await charge(ledger, ref, [eventOf('b')]);
  expect(await readAccount(ledger, ref)).toMatchObject({
    balance: 100,
    carries: [{ id: 'calls', fraction: '13/14' }],
  });
});

test('an event that nobody reported has no state', async () => {
  const ref = await begun(0);
  expect(await usageStateOf(ledger.table, ref, eventOf('a'))).toEqual({
    ok: false,
    error: { code: 'not_found' },
  });
});
