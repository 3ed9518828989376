import { expect, test } from 'vitest';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { charge, eventOf, meterOf, putMeter } from '../support/usage.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);

const ref = await accountOfOpenAgency(ledger);
await putMeter(ledger, meterOf(ref.agency));
await putMeter(ledger, meterOf(ref.agency, { id: 'batched', entries: 'batch' }));
await give(ledger, ref, 100_000);

const events = (name: string, count: number, more: (place: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, place) =>
    eventOf(`${name}-${place}`, { quantity: 7, reference: 'project-1042', ...more(place) }),
  );

const dense = (count: number) => () => ({ time: new Date(Date.UTC(2026, 2, 1, 9, count)).toISOString() });

test.each([20, 60, 80])('%i events of one minute cost at most 2.4 write units each', async (count) => {
  const cost = await during(() => charge(metered, ref, events(`one-${count}`, count)));
  expect(cost.calls.filter((call) => call === 'TransactWriteItems')).toHaveLength(1);
  expect(cost.writeUnits / count).toBeLessThanOrEqual(2.4);
});

test('20 events of 20 minutes cost at most 4.1 write units each', async () => {
  const minutes = (place: number) => ({ time: new Date(Date.UTC(2026, 1, 1, 9, place)).toISOString() });
  const cost = await during(() => charge(metered, ref, events('minutes', 20, minutes)));
  expect(cost.writeUnits / 20).toBeLessThanOrEqual(4.1);
});

test.each([
  ['fills up credits', 6, 7],
  ['fills up none', 4, 1],
])('an event alone that %s costs 5 read and %i write units', async (name, writeUnits, quantity) => {
  const cost = await during(() =>
    charge(metered, ref, [eventOf(name, { quantity, time: `2026-05-0${quantity}T00:00:00.000Z` })]),
  );
  expect(cost).toMatchObject({ readUnits: 5, writeUnits });
});

test('events that come again cost no write units', async () => {
  await charge(ledger, ref, events('again', 20));
  expect(await during(() => charge(metered, ref, events('again', 20)))).toMatchObject({ writeUnits: 0 });
});

test('of a minute with many events, what is full is read once for all transactions', async () => {
  const calls = async (count: number) => {
    const cost = await during(() => charge(metered, ref, events(`many-${count}`, count, dense(count))));
    return cost.calls.filter((call) => call === 'BatchGetItem').length / Math.ceil(count / 86);
  };
  expect(await calls(86 * 12)).toBeLessThanOrEqual(await calls(86));
});

test.each([
  ['one minute', 200, 1],
  ['ten minutes', 500, 10],
])('a batch of events of %s costs at most 0.3 write units an event', async (name, count, minutes) => {
  const time = (place: number) => new Date(Date.UTC(2026, 3, 1, 9, place % minutes)).toISOString();
  const batch = events(`batch-${name}`, count, (place) => ({ meter: 'batched', time: time(place) }));
  const cost = await during(() => charge(metered, ref, batch));
  expect(cost.calls.filter((call) => call === 'TransactWriteItems')).toHaveLength(1);
  expect(cost.writeUnits / count).toBeLessThanOrEqual(0.3);
});
