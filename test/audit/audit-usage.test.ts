import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { auditLedger, partAfter } from '../../shared/audit/audit-ledger.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { usageFromStore, usageItem, usageToStore, type UsageRecord } from '../../shared/table/items/usage.ts';
import { accountKey, usageKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import type { AuditProgress } from '../../shared/table/items/audit-cursor.ts';
import { accountItem, type Carry } from '../../shared/table/items/account.ts';
import type { UsageBatch } from '../../shared/table/items/usage-batch.ts';
import { accountOfOpenAgency, entriesOf, move, openTestLedger } from '../support/ledger.ts';
import { charge, eventOf, memoryOfBatches, meterOf, putMeter } from '../support/usage.ts';

const ledger = openTestLedger();
const { batches, keepBatch, readBatch } = memoryOfBatches();

const HOUR_MS = 3_600_000;

const auditFrom = async (ref: AccountRef, from?: AuditProgress, at = Date.now() + HOUR_MS) => {
  const audit = await auditLedger({ ...ledger, readBatch, now: () => at }, ref, () => true, from);
  if (!audit.ok) throw new Error(audit.error.code);
  return audit.value;
};

const findings = async (ref: AccountRef, at?: number) => (await auditFrom(ref, undefined, at)).findings;

/** Credits that come with no record of their own. */
const give = (ref: AccountRef, amount: number) =>
  move(ledger, ref, { type: 'credit', kind: 'adjustment', reference: 'sorry', amount, class: 'paid' });

const CARRY_DIFFERS = { code: 'carry_differs', entry: 0 };

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
  await charge(
    ledger,
    ref,
    [
      ...each,
      ...together,
      eventOf('nothing', { quantity: 1, time: '2026-02-02T00:00:00.000Z' }),
      eventOf('too-much', { quantity: 1_000_000 }),
    ],
    keepBatch,
  );
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
  expect(await findings(ref)).toEqual([{ code: 'usage_differs', entry }, CARRY_DIFFERS]);
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
  expect(await findings(ref)).toEqual([{ code: 'record_missing', entry: 6 }, CARRY_DIFFERS]);
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
    value: { findings: [{ code: 'usage_differs', entry: 120 }, CARRY_DIFFERS] },
  });
});

test('an entry whose records say another number of units is found', async () => {
  const ref = await begun();
  await alter(ref, (all) => first(all, (record) => ({ ...record, units: record.units + 1 })));
  expect(await findings(ref)).toEqual([{ code: 'usage_differs', entry: 2 }, CARRY_DIFFERS]);
});

/** Replaces what is kept of an account's entry of many events. */
const alterBatch = async (ref: AccountRef, to: (content: UsageBatch) => UsageBatch | undefined) => {
  const { reference } = (await entriesOf(ledger, ref)).find(({ events }) => events === 6) ?? {};
  const content = batches.get(reference ?? '');
  if (reference === undefined || !content) throw new Error('no batch');
  const altered = to(content);
  if (altered) batches.set(reference, altered);
  else batches.delete(reference);
};

test('the events of an entry that are gone from the bucket are found', async () => {
  const ref = await begun();
  await alterBatch(ref, () => undefined);
  expect(await findings(ref)).toEqual([{ code: 'batch_missing', entry: 6 }]);
});

test('one altered event of the bucket is found, also where the sums stay', async () => {
  const ref = await begun();
  await alterBatch(ref, (content) => ({
    ...content,
    events: content.events.map((event, place) => (place === 0 ? { ...event, reference: 'other' } : event)),
  }));
  expect(await findings(ref)).toEqual([{ code: 'batch_differs', entry: 6 }]);
});

/** Alters what the account keeps of fractions, as nothing of ours does. */
const alterCarries = async (ref: AccountRef, to: (carries: Carry[]) => Carry[]): Promise<void> => {
  const key = accountKey(ref);
  const item = await readOne(ledger.table, key, accountItem);
  if (!item) throw new Error('no account');
  const { carries = [], ...rest } = item;
  const left = to(carries);
  await putGuarded(ledger.table, {
    key,
    schema: accountItem,
    item: { ...rest, ...(left.length > 0 && { carries: left }) },
    version: item.version,
  });
};

test.each<[string, (carries: Carry[]) => Carry[]]>([
  ['is lost', (carries) => carries.slice(1)],
  ['is another one', (carries) => carries.map((one) => ({ ...one, fraction: '1/1000' }))],
  ['is of a meter without usage', (carries) => [...carries, { id: 'unused', fraction: '1/2' }]],
])('a fraction of a credit that %s is found', async (_, to) => {
  const ref = await begun();
  await alterCarries(ref, to);
  expect(await findings(ref)).toEqual([CARRY_DIFFERS]);
});

test('a fraction is exact whatever a meter cost at each of its events, within one minute too', async () => {
  const ref = await begun();
  const prices = [
    [5, 11],
    [1, 13],
    [3, 7],
  ] as const;
  for (const [version, [creditsPer, per]] of prices.entries()) {
    await putMeter(ledger, meterOf(ref.agency, { creditsPer, per, version: version + 1 }));
    const events = Array.from({ length: 3 }, (_, place) =>
      eventOf(`at-${version}-${place}`, { quantity: 1, time: '2026-02-02T00:00:30.000Z' }),
    );
    await charge(ledger, ref, events, keepBatch);
  }
  expect(await findings(ref)).toEqual([]);
  await alterCarries(ref, (carries) => carries.slice(1));
  expect(await findings(ref)).toEqual([CARRY_DIFFERS]);
});

test('usage of records that older code wrote without a price is not judged by its fraction', async () => {
  const ref = await begun();
  for (const minute of [MINUTE, '2026-02-02T00:00']) {
    const key = usageKey(ref, minute, 0);
    const item = await readOne(ledger.table, key, usageItem);
    if (!item) throw new Error('no records');
    const { prices: _, ...older } = item;
    await putGuarded(ledger.table, { key, schema: usageItem, item: older, version: item.version });
  }
  await alterCarries(ref, (carries) => carries.filter(({ id }) => id !== 'calls'));
  expect(await findings(ref)).toEqual([]);
});

test('an account that changed within the last minute is not judged by its fractions', async () => {
  const ref = await begun();
  await alterCarries(ref, () => []);
  expect(await findings(ref, Date.now())).toEqual([]);
});

test('an audit of what is new finds damage to new usage, of whatever time it is, and leaves the rest', async () => {
  const ref = await begun();
  const { verified } = await auditFrom(ref);
  const part = partAfter(ref, verified);
  await alter(ref, (all) => first(all, (record) => ({ ...record, credits: record.credits + 1 })));
  const [late, now] = ['2026-01-01T00:00:00.000Z', new Date().toISOString()];
  await charge(ledger, ref, [
    eventOf('late', { quantity: 7, time: late }),
    eventOf('now', { quantity: 7, time: now }),
  ]);
  expect((await auditFrom(ref, part)).findings).toEqual([]);
  await alter(ref, (all) => first(all, (record) => ({ ...record, units: 8 })), late.slice(0, 16));
  expect((await auditFrom(ref, part)).findings).toEqual([{ code: 'usage_differs', entry: 7 }]);
  await alter(ref, () => [], now.slice(0, 16));
  expect((await auditFrom(ref, part)).findings).toEqual([
    { code: 'usage_differs', entry: 7 },
    { code: 'record_missing', entry: 8 },
  ]);
});
