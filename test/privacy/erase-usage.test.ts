import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { afterAll, expect, test } from 'vitest';
import { startSqs } from '../../infra/local/aws/sqs.ts';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { ERASED } from '../../shared/kernel/text.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { eraseAccount, erasureOf } from '../../shared/privacy/erase-account.ts';
import type { ReadBatch } from '../../shared/table/items/usage-batch.ts';
import { eraseBatch, keepBatchIn, readBatchIn } from '../../shared/usage/batch.ts';
import { betweenPuts } from '../support/broken-writes.ts';
import { bucketAt } from '../support/files.ts';
import { accountOfOpenAgency, entriesOf, move, openTestLedger } from '../support/ledger.ts';
import { charge, eventOf, meterOf, putMeter } from '../support/usage.ts';

const HOUR_MS = 3_600_000;

const ledger = openTestLedger();
const engine = await startSqs({ port: 0, directory: undefined });
afterAll(engine.stop);
const openBucket = () => bucketAt(engine.endpoint);
const bucket = openBucket();
await bucket.client.send(new CreateBucketCommand({ Bucket: bucket.name }));
const keepBatch = keepBatchIn(bucket);

/** Five events, charged together for all the credits that there are. */
const use = async (ref: AccountRef, name: string): Promise<void> => {
  await move(ledger, ref, {
    type: 'credit',
    kind: 'adjustment',
    reference: 'sorry',
    amount: 5,
    class: 'paid',
  });
  const events = Array.from({ length: 5 }, (_, place) => eventOf(`${name}-${place}`));
  expect(await charge(ledger, ref, events, keepBatch)).toMatchObject({ charged: 5, credits: 5 });
};

/** An account with two entries of five events each and no credits. */
const begun = async (): Promise<AccountRef> => {
  const ref = await accountOfOpenAgency(ledger);
  await putMeter(ledger, meterOf(ref.agency, { entries: 'batch', creditsPer: 1, per: 1 }));
  for (const name of ['one', 'two']) await use(ref, name);
  return ref;
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
  const watched = { ledger: openTestLedger(), bucket: openBucket() };
  betweenPuts(watched.ledger, look);
  watched.bucket.client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      await look();
      return answer;
    },
    { step: 'initialize', name: 'look', priority: 'high' },
  );
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
