import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, expect, inject, test } from 'vitest';
import { startSqs } from '../../infra/local/aws/sqs.ts';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { ERASED } from '../../shared/kernel/text.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { eraseAccount, erasureOf } from '../../shared/privacy/erase-account.ts';
import { exportLines } from '../../shared/privacy/export-lines.ts';
import type { ReadBatch } from '../../shared/table/items/usage-batch.ts';
import {
  eraseBatch,
  keepBatchIn,
  readBatchIn,
  type Batch,
  type KeepBatch,
} from '../../shared/usage/batch.ts';
import { betweenPuts } from '../support/broken-writes.ts';
import { bucketAt } from '../support/files.ts';
import { accountOfOpenAgency, entriesOf, ledgerAt, move } from '../support/ledger.ts';
import { openOwnTable } from '../support/own-table.ts';
import { allItemsOf, SECRET } from '../support/personal-data.ts';
import { charge, eventOf, meterOf, putMeter } from '../support/usage.ts';

const HOUR_MS = 3_600_000;

const ledger = await openOwnTable('erase-usage');
const openLedger = () => ledgerAt(inject('dynamoDbEndpoint'), ledger.table.name);
const engine = await startSqs({ port: 0, directory: undefined });
afterAll(engine.stop);
const openBucket = () => bucketAt(engine.endpoint);
const bucket = openBucket();
await bucket.client.send(new CreateBucketCommand({ Bucket: bucket.name }));
const keepBatch = keepBatchIn(bucket);

const give = (ref: AccountRef, amount: number) =>
  move(ledger, ref, { type: 'credit', kind: 'adjustment', reference: 'sorry', amount, class: 'paid' });

const spend = (ref: AccountRef, amount: number) =>
  move(ledger, ref, { type: 'debit', kind: 'spend', reference: 'order', amount });

/** Five events, charged together for all the credits that there are. */
const use = async (ref: AccountRef, name: string): Promise<void> => {
  await give(ref, 5);
  const events = Array.from({ length: 5 }, (_, place) => eventOf(`${name}-${place}`));
  expect(await charge(ledger, ref, events, keepBatch)).toMatchObject({ charged: 5, credits: 5 });
};

const METERS = ['calls', 'bytes'];

const opened = async (): Promise<AccountRef> => {
  const ref = await accountOfOpenAgency(ledger);
  for (const id of METERS)
    await putMeter(ledger, meterOf(ref.agency, { id, entries: 'batch', creditsPer: 1, per: 1 }));
  return ref;
};

/** An account with two entries of five events each and no credits. */
const begun = async (): Promise<AccountRef> => {
  const ref = await opened();
  for (const name of ['one', 'two']) await use(ref, name);
  return ref;
};

/** A ledger and a bucket that do something before each write. */
const beforeEachWrite = (before: () => Promise<void>) => {
  const parts = { ledger: openLedger(), bucket: openBucket() };
  betweenPuts(parts.ledger, before);
  parts.bucket.client.middlewareStack.add(
    (next) => async (args) => {
      await before();
      return await next(args);
    },
    { step: 'initialize', name: 'beforeEachWrite', priority: 'high' },
  );
  return parts;
};

/** A ledger and a bucket that write so often, and then no more, as if the process had been ended. */
const endedAfter = (writes: number) => {
  let left = writes;
  return beforeEachWrite(async () => {
    left -= 1;
    if (left < 0) throw new Error('ended');
  });
};

const erase = (
  { agency, account }: AccountRef,
  parts: { ledger: Ledger; bucket: typeof bucket } = { ledger, bucket },
  timeLeft = () => 60_000,
) => eraseAccount(parts, { agency, actor: 'ann' }, account, timeLeft);

const findings = async (ref: AccountRef, readBatch: ReadBatch = readBatchIn(bucket)) => {
  const audit = await auditLedger({ ...ledger, readBatch, now: () => Date.now() + HOUR_MS }, ref, () => true);
  return audit.ok ? audit.value.findings : audit.error;
};

const batched = async (ref: AccountRef) =>
  (await entriesOf(ledger, ref)).filter(({ events }) => events !== undefined);

test('an export has each event of a batch with its entry, and none once they are erased', async () => {
  const ref = await begun();
  const exported = async () => {
    const lines = await Array.fromAsync(exportLines({ ledger, bucket }, ref));
    return lines.filter(({ type }) => type === 'usage');
  };
  const { time } = eventOf('');
  const line = (name: string, entry: number) =>
    Array.from({ length: 5 }, (_, place) => ({
      type: 'usage',
      meter: 'calls',
      id: `${name}-${place}`,
      time,
      quantity: 1,
      credits: 1,
      entry,
    }));
  expect(await exported()).toEqual([...line('one', 2), ...line('two', 4)]);
  await erase(ref);
  expect(await exported()).toEqual([]);
});

test('an audit between any two writes of an erasure finds nothing', async () => {
  const ref = await begun();
  const seen: unknown[] = [];
  let early = 0;
  const look = async (): Promise<void> => {
    const entries = await batched(ref);
    const kept = await Promise.all(
      entries.map(async ({ reference }) => await readBatchIn(bucket)(ref, reference)),
    );
    early += entries.filter(({ reference }, place) => reference !== ERASED && !kept[place]).length;
    seen.push(await findings(ref));
  };
  const watched = beforeEachWrite(look);
  expect(await erase(ref, watched)).toMatchObject({ ok: true, value: { completedAt: expect.any(String) } });
  expect(seen.length).toBeGreaterThan(10);
  expect(early).toBeGreaterThan(0);
  expect(seen.flat()).toEqual([]);
  expect((await batched(ref)).map(({ reference }) => reference)).toEqual([ERASED, ERASED]);
});

test('an audit that read entries before an erasure, and their events after it, finds nothing', async () => {
  const ref = await begun();
  let erased: ReturnType<typeof erase> | undefined;
  const late: ReadBatch = async (...batch) => {
    expect(await (erased ??= erase(ref))).toMatchObject({ ok: true });
    return await readBatchIn(bucket)(...batch);
  };
  expect(await findings(ref, late)).toEqual([]);
});

test('events of an entry that came after the erasure had begun are missed', async () => {
  const ref = await begun();
  let pages = 3;
  await erase(ref, undefined, () => (pages -= 1));
  expect(await erasureOf({ ledger }, ref)).toMatchObject({ next: {}, entries: 4 });
  await use(ref, 'three');
  const { number: entry = 0, reference = '' } = (await batched(ref)).at(-1) ?? {};
  await eraseBatch(bucket, ref, reference);
  expect(await findings(ref)).toEqual([{ code: 'batch_missing', entry }]);
});

test('events that an erasure of before has nothing to do with are missed', async () => {
  const ref = await begun();
  await erase(ref);
  await use(ref, 'three');
  const { number: entry = 0, reference = '' } = (await batched(ref)).at(-1) ?? {};
  await eraseBatch(bucket, ref, reference);
  expect(await findings(ref)).toEqual([{ code: 'batch_missing', entry }]);
});

/** The objects of an agency's accounts, as they are in the bucket. */
const objectsOf = async ({ agency }: AccountRef): Promise<string[]> => {
  const { Contents = [] } = await bucket.client.send(
    new ListObjectsV2Command({ Bucket: bucket.name, Prefix: `usage/${agency}/` }),
  );
  return await Promise.all(
    Contents.map(async ({ Key }) => {
      const { Body } = await bucket.client.send(new GetObjectCommand({ Bucket: bucket.name, Key }));
      return `${Key} ${await Body?.transformToString('latin1')}`;
    }),
  );
};

/** What of an account's usage can be read by any id of a batch that is anywhere in the table or the bucket. */
const readable = async (ref: AccountRef): Promise<string[]> => {
  const places = [...(await allItemsOf(ledger)), ...(await objectsOf(ref))];
  const ids = places.flatMap((text) => text.match(/usb_[0-9a-f]{64}/g) ?? []);
  const texts = await Promise.all(ids.map(async (id) => await readBatchIn(bucket)(ref, id)));
  return texts.flatMap((text) => text ?? []);
};

const events = (count: number) =>
  METERS.flatMap((meter) =>
    Array.from({ length: count }, (_, place) => eventOf(`${SECRET}-${meter}-${place}`, { meter })),
  );

test('after crashes between any two writes of worker and erasure, nobody can read any usage of an erased account', async () => {
  const ref = await opened();
  await give(ref, 100);
  const kept: Batch[] = [];
  const ends: string[] = [];
  const untilDone = async (act: (writes: number) => Promise<boolean>): Promise<void> => {
    for (let writes = 0, isDone = false; !isDone && writes < 100; writes += 1)
      isDone = await act(writes).catch((error: unknown) => {
        ends.push(String(error));
        return false;
      });
  };

  // More has come each time, so that what a crash left is never what is charged.
  await untilDone(async (writes) => {
    const worker = endedAfter(writes);
    const keep: KeepBatch = async (account, batch) => {
      await keepBatchIn(worker.bucket)(account, batch);
      kept.push(batch);
    };
    return (await charge(worker.ledger, ref, events(writes + 1), keep)).charged > 0;
  });
  expect(ends).toEqual(['Error: ended', 'Error: ended', 'Error: ended']);
  // Somebody else spends between an object and its entry: one more event is refused, and another object kept.
  let spent: Promise<void> | undefined;
  const spendFirst: KeepBatch = async (account, batch) => {
    await (spent ??= spend(ref, 4));
    await keepBatch(account, batch);
  };
  await spend(ref, 100 - 2 * 4 - 6);
  const more = events(7).filter(({ id }) => !events(4).some((before) => before.id === id));
  expect(await charge(ledger, ref, more, spendFirst)).toMatchObject({ charged: 2, refused: 4 });

  const living = await objectsOf(ref);
  expect([living.length, (await readable(ref)).length]).toEqual([8, 3]);
  expect(living.filter((object) => object.includes(SECRET))).toEqual([]);

  await untilDone(async (writes) => {
    expect(await findings(ref)).toEqual([]);
    const erased = await erase(ref, endedAfter(writes));
    return erased.ok && erased.value.completedAt !== undefined;
  });
  expect(ends.length).toBeGreaterThan(10);
  expect(new Set(ends)).toEqual(new Set(['Error: ended']));
  // A worker that everybody took for dead.
  for (const batch of kept) await keepBatch(ref, batch);
  expect((await objectsOf(ref)).filter((object) => object.includes(SECRET))).toEqual([]);
  expect(await objectsOf(ref)).not.toEqual([]);
  expect(await readable(ref)).toEqual([]);
});
