import { createGzip } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { auditLogEntry, type Actor } from '../agency/audit-log.ts';
import type { Bucket } from '../files/bucket.ts';
import { signedObject } from '../files/signed-object.ts';
import { putObject, type StoredObject } from '../files/stored-object.ts';
import { instant, type Instant } from '../kernel/clock.ts';
import { SECOND_MS } from '../kernel/durations.ts';
import { randomId, type AccountId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type RecordDecision } from '../ledger/run.ts';
import { exportLines } from './export-lines.ts';

/** Seconds that the link to an archive lives. The archive itself is gone after a day. */
const LINK_S = 15 * 60;

/** Where the archive is to be had, until when, and how many lines it has. */
export type AccountExport = { url: string; expiresAt: Instant; lines: number };

/**
 * Writes everything of an account into one archive, NDJSON compressed by gzip, and gives a link to it. What is held in
 * memory is a page of the table and the compressed archive. The audit log says who asked for it.
 */
export const exportAccount = async (
  { ledger, bucket }: { ledger: Ledger; bucket: Bucket },
  who: Actor,
  account: AccountId,
): Promise<Result<AccountExport, { code: 'not_found' } | Busy>> => {
  const ref = { agency: who.agency, account };
  let lines = 0;
  const texts = async function* () {
    for await (const line of exportLines({ ledger, bucket }, ref)) {
      lines += 1;
      yield `${JSON.stringify(line)}\n`;
    }
  };
  const gzip = createGzip();
  const [archive] = await Promise.all([buffer(gzip), pipeline(texts, gzip)]);
  if (lines === 0) return err({ code: 'not_found' });
  const now = ledger.now();
  const entry = auditLogEntry(
    who,
    { kind: 'export', id: account, before: undefined, after: { account, lines } },
    now,
  );
  const logged = await run(ledger, {
    keys: [],
    decide: (): Result<RecordDecision<undefined>, never> =>
      ok({ conclude: () => ({ outcome: undefined, writes: [entry] }) }),
  });
  if (!logged.ok) return logged;
  const name = `${randomId('export')}.ndjson.gz`;
  // S3 clears this folder's objects away after a day.
  const file: StoredObject = { folder: 'exports', agency: ref.agency, name };
  await putObject(bucket, file, archive, 'application/gzip');
  const url = await signedObject(bucket, file, `attachment; filename="${name}"`, { now, seconds: LINK_S });
  return ok({ url, expiresAt: instant(now + LINK_S * SECOND_MS), lines });
};
