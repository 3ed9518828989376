import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { usageFromStore, usageItem, usageToStore, type UsageRecord } from '../../shared/table/items/usage.ts';
import { usageKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { accountOfOpenAgency, entriesOf, move, openTestLedger } from '../support/ledger.ts';
import { charge, eventOf, meterOf, putMeter } from '../support/usage.ts';

const ledger = openTestLedger();

const HOUR_MS = 3_600_000;

const findings = async (ref: AccountRef, at = Date.now() + HOUR_MS) => {
  const audit = await auditLedger({ ...ledger, now: () => at }, ref, () => true);
  return audit.ok ? audit.value.findings : audit.error;
};

/** Credits that come with no record of their own. */
const give = (ref: AccountRef, amount: number) =>
  move(ledger, ref, { type: 'credit', kind: 'adjustment', reference: 'sorry', amount, class: 'paid' });

const MINUTE = '2026-01-31T09:30';

/** An account whose entries are: credits, four of usage with an event each, and one of usage with six events. */
const begun = async () => {
  const ref = await accountOfOpenAgency(ledger);
  await putMeter(ledger, meterOf(ref.agency));
  await putMeter(ledger, meterOf(ref.agency, { id: 'batched', entries: 'batch' }));
  await give(ref, 100);
  const each = Array.from({ length: 4 }, (_, place) => eventOf(`one-${place}`, { quantity: 7 }));
  const together = Array.from({ length: 6 }, (_, place) =>
    eventOf(`together-${place}`, { meter: 'batched', quantity: 5, time: '2026-02-01T00:00:00.000Z' }),
  );
  await charge(ledger, ref, [
    ...each,
    ...together,
    eventOf('nothing', { quantity: 1, time: '2026-02-02T00:00:00.000Z' }),
    eventOf('too-much', { quantity: 1_000_000 }),
  ]);
  return ref;
};

/** Alters the records of a minute, as nothing of ours does. */
const alter = async (
  ref: AccountRef,
  to: (records: UsageRecord[]) => UsageRecord[],
  minute = MINUTE,
  part = 0,
): Promise<void> => {
  const key = usageKey(ref, minute, part);
  const item = await readOne(ledger.table, key, usageItem);
  if (!item) throw new Error('no records');
  const events = to(item.events.map(usageFromStore)).map(usageToStore);
  await putGuarded(ledger.table, {
    key,
    schema: usageItem,
    item: { ...item, events },
    version: item.version,
  });
};

const first = (records: UsageRecord[], changed: (record: UsageRecord) => UsageRecord): UsageRecord[] =>
  records.map((record, place) => (place === 0 ? changed(record) : record));

test('usage that was charged, refused, or fills up no credit agrees with its records', async () => {
  const ref = await begun();
  const entries = (await entriesOf(ledger, ref)).map(({ kind, events }) => [kind, events]);
  expect(entries).toEqual([
    ['adjustment', undefined],
    ...Array.from({ length: 4 }, () => ['usage', undefined]),
    ['usage', 6],
  ]);
  expect(await findings(ref)).toEqual([]);
});

test.each([
  ['of one event', MINUTE, 2],
  ['of many events', '2026-02-01T00:00', 6],
])('an entry %s whose record says another number of credits is found', async (_, minute, entry) => {
  const ref = await begun();
  await alter(ref, (all) => first(all, (record) => ({ ...record, credits: record.credits + 1 })), minute);
  expect(await findings(ref)).toEqual([{ code: 'usage_differs', entry }]);
});

test('an event that was charged twice is found at its second entry', async () => {
  const ref = await begun();
  // The fourth record is of the first event again: as if its first record had not been seen.
  await alter(ref, (all) => {
    const [one] = all;
    return all.map((record) => (record.entry === 5 && one ? { ...one, entry: 5 } : record));
  });
  expect(await findings(ref)).toEqual([{ code: 'usage_differs', entry: 5 }]);
});

test('records that name an entry which is not there, or is of another kind, are found', async () => {
  const ref = await begun();
  await alter(ref, (all) => first(all, (record) => ({ ...record, entry: 9 })));
  expect(await findings(ref)).toEqual([
    { code: 'record_missing', entry: 2 },
    { code: 'entry_missing', entry: 9 },
  ]);
  await alter(ref, (all) => first(all, (record) => ({ ...record, entry: 1 })));
  expect(await findings(ref)).toEqual([
    { code: 'record_missing', entry: 2 },
    { code: 'entry_missing', entry: 1 },
  ]);
});

test('an entry whose records are gone is found, once all of its transaction is to be seen', async () => {
  const ref = await begun();
  const { pk, sk } = usageKey(ref, '2026-02-01T00:00', 0);
  await ledger.table.client.send(new DeleteCommand({ TableName: ledger.table.name, Key: { pk, sk } }));
  expect(await findings(ref, Date.now())).toEqual([]);
  expect(await findings(ref)).toEqual([{ code: 'record_missing', entry: 6 }]);
});

test('an audit in parts judges each entry in its part', async () => {
  const ref = await begun();
  // Each has an entry: one page takes a hundred.
  const many = Array.from({ length: 150 }, (_, place) => eventOf(`many-${place}`, { quantity: 1 }));
  await give(ref, 1000);
  await putMeter(ledger, meterOf(ref.agency, { id: 'single', creditsPer: 1, per: 1 }));
  await charge(
    ledger,
    ref,
    many.map((one) => ({ ...one, meter: 'single', time: '2026-03-01T00:00:00.000Z' })),
  );
  await alter(ref, (all) => first(all, (record) => ({ ...record, credits: record.credits + 1 })));
  await alter(
    ref,
    (all) => all.map((record) => (record.entry === 120 ? { ...record, credits: 2 } : record)),
    '2026-03-01T00:00',
    1,
  );
  const late = { ...ledger, now: () => Date.now() + HOUR_MS };
  const begin = await auditLedger(late, ref, () => false);
  expect(begin).toMatchObject({ value: { findings: [{ code: 'usage_differs', entry: 2 }] } });
  const from = begin.ok ? begin.value.paused : undefined;
  expect(await auditLedger(late, ref, () => true, from)).toMatchObject({
    value: { findings: [{ code: 'usage_differs', entry: 120 }] },
  });
});
