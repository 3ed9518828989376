import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { readObject } from '../../shared/files/stored-object.ts';
import { sha256 } from '../../shared/kernel/ids.ts';
import { batchPage } from '../../shared/usage/read-batch.ts';
import { batchOf, eraseBatch, keepBatchIn, readBatch } from '../../shared/usage/batch.ts';
import { usageStateOf } from '../../shared/usage/read-usage.ts';
import { startSqs } from '../../infra/local/aws/sqs.ts';
import { bucketAt } from '../support/files.ts';
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

const begun = async (credits = 1000) => {
  const ref = await accountOfOpenAgency(ledger);
  await putMeter(ledger, meterOf(ref.agency, { entries: 'batch' }));
  await give(ledger, ref, credits);
  return { ref, ...memoryOfBatches() };
};

const some = (count: number, more = {}) =>
  Array.from({ length: count }, (_, place) => eventOf(`event-${place}`, { quantity: 5, ...more }));

const usageOf = async (ref: Awaited<ReturnType<typeof begun>>['ref']) =>
  (await entriesOf(ledger, ref)).filter(({ kind }) => kind === 'usage');

test('events that are charged together are one entry, which names them, and each keeps its state', async () => {
  const { ref, batches, keepBatch } = await begun();
  expect(await charge(ledger, ref, some(200), keepBatch)).toMatchObject({ charged: 200, credits: 428 });
  const [entry, ...others] = await usageOf(ref);
  expect(others).toEqual([]);
  // 1,000 units at 3 credits for 7 are 428 4/7.
  expect(entry).toMatchObject({
    amount: 428,
    meter: 'calls',
    quantity: 1000,
    events: 200,
    label: 'API calls',
  });
  expect((await readAccount(ledger, ref)).carries).toEqual([{ id: 'calls', fraction: '4/7' }]);
  const kept = batches.get(entry?.reference ?? '');
  expect(kept?.events).toHaveLength(200);
  expect(kept?.events[1]).toEqual({ id: 'event-1', time: eventOf('').time, quantity: 5, credits: 2 });
  expect(await usageStateOf(ledger.table, ref, eventOf('event-1'))).toMatchObject({
    value: { credits: 2, entry: entry?.number },
  });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('each spender and meter has an entry, and other meters an entry for each event', async () => {
  const { ref, batches, keepBatch } = await begun();
  await putMeter(ledger, meterOf(ref.agency, { id: 'frames', per: 1, creditsPer: 1 }));
  await charge(
    ledger,
    ref,
    [...some(7), ...some(3, { meter: 'frames', time: '2026-02-01T00:00:00.000Z' })],
    keepBatch,
  );
  expect((await usageOf(ref)).map(({ amount, events }) => [amount, events])).toEqual([
    [15, 7],
    [5, undefined],
    [5, undefined],
    [5, undefined],
  ]);
  expect(batches.size).toBe(1);
});

test('what comes again is neither charged nor kept again, and what is refused is in no batch', async () => {
  const { ref, batches, keepBatch } = await begun(10);
  expect(await charge(ledger, ref, some(6), keepBatch)).toEqual({
    charged: 5,
    credits: 10,
    refused: 1,
    known: 0,
  });
  expect(await charge(ledger, ref, some(6).toReversed(), keepBatch)).toMatchObject({ charged: 0, known: 6 });
  expect([...batches.values()].map(({ events }) => events.length)).toEqual([5]);
});

test('an entry is written after its events are kept: where they are not, nothing is charged', async () => {
  const { ref, keepBatch } = await begun();
  const fails = async () => {
    throw new Error('the bucket is down');
  };
  await expect(charge(ledger, ref, some(3), fails)).rejects.toThrow('the bucket is down');
  expect(await usageOf(ref)).toEqual([]);
  expect(await charge(ledger, ref, some(3), keepBatch)).toMatchObject({ charged: 3 });
});

test('nobody can tell the id of a batch from its events', async () => {
  const { ref, batches, keepBatch } = await begun();
  const other = { ...ref, account: 'other' };
  await give(ledger, other, 1000);
  for (const one of [ref, other]) await charge(ledger, one, some(5), keepBatch);
  const contents = [...batches.values()].map(({ salt: _, ...content }) => content);
  expect(contents).toHaveLength(2);
  expect(contents[0]).toEqual(contents[1]);
});

test('usage below a whole credit makes no entry and no batch', async () => {
  const { ref, batches, keepBatch } = await begun();
  await charge(ledger, ref, [eventOf('a'), eventOf('b')], keepBatch);
  expect([await usageOf(ref), batches.size]).toEqual([[], 0]);
  expect((await readAccount(ledger, ref)).carries).toEqual([{ id: 'calls', fraction: '6/7' }]);
});

test('more events than one transaction takes are charged by several entries', async () => {
  const { ref, keepBatch } = await begun(10_000);
  expect(await charge(ledger, ref, some(1200), keepBatch)).toMatchObject({ charged: 1200 });
  expect((await usageOf(ref)).map(({ events }) => events)).toEqual([500, 500, 200]);
});

test('the events of a batch are read page by page from the bucket, by their own account only, until erased', async () => {
  const { ref } = await begun();
  const engine = await startSqs({ port: 0, directory: undefined });
  const bucket = bucketAt(engine.endpoint);
  await bucket.client.send(new CreateBucketCommand({ Bucket: bucket.name }));
  const events = some(5).map(({ meter: _, ...event }) => ({ ...event, credits: 1 }));
  const batch = batchOf({ salt: 'salt', meter: 'calls', events });
  await keepBatchIn(bucket)(ref, batch);
  await keepBatchIn(bucket)(ref, batch);
  const first = await batchPage(bucket, ref, batch.id, { limit: 3 });
  expect(first).toMatchObject({ value: { items: events.slice(0, 3) } });
  const cursor = first.ok ? (first.value.cursor ?? '') : '';
  expect(await batchPage(bucket, ref, batch.id, { limit: 3, cursor })).toEqual({
    ok: true,
    value: { items: events.slice(3), cursor: null },
  });
  const invalid = await batchPage(bucket, ref, batch.id, { limit: 3, cursor: 'xyz' });
  expect(invalid).toEqual({ ok: false, error: { code: 'invalid_cursor' } });
  expect(await readBatch(bucket, { ...ref, account: 'other' }, batch.id)).toMatchObject({ ok: false });
  // The key of each id is another one.
  await keepBatchIn(bucket)(ref, { ...batch, id: 'usb_0' });
  const objects = await Promise.all(
    [batch.id, 'usb_0'].map(
      async (id) =>
        await readObject(bucket, {
          folder: 'usage',
          agency: ref.agency,
          name: `${sha256(ref.account)}/${sha256(id)}`,
        }),
    ),
  );
  expect(objects[0]).not.toEqual(objects[1]);
  await eraseBatch(bucket, ref, batch.id);
  expect(await readBatch(bucket, ref, batch.id)).toEqual({ ok: false, error: { code: 'not_found' } });
  await engine.stop();
});
