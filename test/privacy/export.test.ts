import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { listAuditLog } from '../../shared/agency/audit-log.ts';
import type { Bucket } from '../../shared/files/bucket.ts';
import { exportAccount } from '../../shared/privacy/export-account.ts';
import { accountOfOpenAgency, entriesOf, openTestLedger } from '../support/ledger.ts';
import { writeHistory } from '../bench/long-history.ts';
import { bucketNowhere } from '../support/files.ts';
import { meter } from '../support/meter.ts';
import { leaveTexts, moveWithTexts } from '../support/personal-data.ts';

const put = z.object({ Key: z.string(), Body: z.instanceof(Uint8Array) });
const line = z.looseObject({ type: z.string() });

/** A bucket that keeps what is put into it. */
const bucketThatKeeps = () => {
  const files: z.infer<typeof put>[] = [];
  const bucket: Bucket = bucketNowhere();
  bucket.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'PutObjectCommand') return await next(args);
        files.push(put.parse(args.input));
        return { output: { $metadata: {} }, response: undefined };
      },
    { step: 'initialize', name: 'keep', priority: 'high' },
  );
  const read = () =>
    gunzipSync(files.at(-1)?.Body ?? '')
      .toString()
      .trim()
      .split('\n')
      .map((text) => line.parse(JSON.parse(text)));
  return { bucket, files, read };
};

test('an archive has a line for each thing of the account, and no secret of a session', async () => {
  const ledger = openTestLedger();
  const ref = await accountOfOpenAgency(ledger);
  await leaveTexts(ledger, ref);
  const { bucket, files, read } = bucketThatKeeps();
  const who = { agency: ref.agency, actor: 'ann' };
  const made = await exportAccount({ ledger, bucket }, who, ref.account);
  const lines = read();
  expect(made).toMatchObject({ ok: true, value: { lines: lines.length, expiresAt: expect.any(String) } });
  expect(files).toMatchObject([
    { Key: expect.stringMatching(`^exports/${ref.agency}/export_[0-9a-f]{32}\\.ndjson\\.gz$`) },
  ]);
  const counts = Object.fromEntries(
    [...Map.groupBy(lines, ({ type }) => type)].map(([type, all]) => [type, all.length]),
  );
  const entries = (await entriesOf(ledger, ref)).length;
  expect(counts).toEqual({
    profile: 1,
    account: 1,
    entry: entries,
    checkout: 1,
    order: 1,
    approval: 1,
    hold: 1,
    spender: 2,
    spender_key: 1,
    refused_usage: 1,
    invoice: 1,
    credit_request: 1,
    proof: 1,
    session: 1,
  });
  for (const one of lines)
    for (const secret of ['hash', 'link', 'salt']) expect(one).not.toHaveProperty(secret);
  expect(await listAuditLog(ledger.table, ref.agency, { limit: 9, kind: 'export' })).toMatchObject({
    value: { items: [{ actor: 'ann', recordId: ref.account }] },
  });
});

test('another account, and the same account of another agency, have nothing in the archive', async () => {
  const ledger = openTestLedger();
  const ref = await accountOfOpenAgency(ledger);
  const { agency } = await accountOfOpenAgency(ledger);
  await moveWithTexts(ledger, ref, 'one');
  await moveWithTexts(ledger, { ...ref, account: 'neighbour' }, 'two');
  const { bucket, files, read } = bucketThatKeeps();
  await exportAccount({ ledger, bucket }, { agency: ref.agency, actor: 'ann' }, ref.account);
  expect(JSON.stringify(read())).not.toContain('two');
  expect(await exportAccount({ ledger, bucket }, { agency, actor: 'eve' }, ref.account)).toEqual({
    ok: false,
    error: { code: 'not_found' },
  });
  expect(files).toHaveLength(1);
});

test('2,000 entries are read by queries of 1 MB at most, in half a read unit each', async () => {
  const ledger = openTestLedger();
  const ref = await accountOfOpenAgency(ledger);
  await writeHistory(ledger, ref, 2000);
  const metered = openTestLedger();
  const { during } = meter(metered);
  const { bucket, read } = bucketThatKeeps();
  const cost = await during(() =>
    exportAccount({ ledger: metered, bucket }, { agency: ref.agency, actor: 'ann' }, ref.account),
  );
  expect(read().filter(({ type }) => type === 'entry')).toHaveLength(2000);
  expect(cost.readUnits).toBeLessThanOrEqual(260);
  expect(cost.writeUnits).toBe(1);
});
