import { canonicalHash } from '../kernel/canonical.ts';
import { instant } from '../kernel/clock.ts';
import { randomId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { writeTogether } from '../ledger/commit.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { putGuarded, type Guarded } from '../table/guarded.ts';
import { promoBatchItem, type PromoBatch } from '../table/items/promo-code.ts';
import { promoBatchKey, promoCodeKey, settingsKey } from '../table/keys.ts';
import { readOne, readTogether } from '../table/read.ts';
import { decode, type Table } from '../table/table.ts';
import { changeRecord } from '../agency/audit-log.ts';
import { batchIdFrom, newCode } from './promo-code.ts';
import { settingsFrom } from '../agency/settings.ts';

/** What the agency decides about a batch; the rest is ours. */
export type PromoBatchTerms = Omit<
  PromoBatch,
  'agency' | 'id' | 'version' | 'status' | 'run' | 'request' | 'inputHash' | 'createdAt'
>;

export type PromoBatchRequest = { agency: string; idempotencyKey: string; terms: PromoBatchTerms };

/** There are a million ids: with 100,000 batches, one in 10^20 requests finds so many in a row taken. */
const ROUNDS = 20;

/**
 * The batch of this request, unfinished: a new one, or the one that an earlier request under the same key began and
 * did not finish. Its id follows from the key; where another batch has that id, the next one that follows is taken.
 */
export const beginBatch = async (
  { table, now }: Ledger,
  { agency, idempotencyKey, terms }: PromoBatchRequest,
): Promise<
  Result<PromoBatch, { code: 'not_found' | 'idempotency_key_reused' | 'codes_already_shown' | 'busy' }>
> => {
  const request = canonicalHash([agency, idempotencyKey]);
  const inputHash = canonicalHash(terms);
  let taken = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = batchIdFrom(`${request} ${taken}`);
    const key = promoBatchKey(agency, id);
    const read = await readTogether(table, [settingsKey(agency), key]);
    if (!settingsFrom(read, agency)) return err({ code: 'not_found' });
    const found = decode(promoBatchItem, read(key));
    if (!found) {
      const batch: PromoBatch = {
        ...terms,
        agency,
        id,
        version: 0,
        status: 'unfinished',
        request,
        inputHash,
        createdAt: instant(now()),
      };
      if (await putGuarded(table, batchWrite(batch))) return ok({ ...batch, version: 1 });
    } else if (found.request !== request) taken += 1;
    else if (found.inputHash !== inputHash) return err({ code: 'idempotency_key_reused' });
    else if (found.status !== 'unfinished') return err({ code: 'codes_already_shown' });
    else return ok(found);
  }
  return err({ code: 'busy' });
};

/** How many codes are written at once. */
const PARALLEL = 25;

/**
 * Writes new codes and then makes the batch active with them: of several runs, whole or cut off, the codes of one
 * count, and only that one has its codes to show.
 * @returns the codes, to be shown this once; undefined where another run came first, or the agency withdrew the batch
 */
export const finishBatch = async (
  ledger: Ledger,
  who: { agency: string; actor: string },
  batch: PromoBatch,
): Promise<string[] | undefined> => {
  const { table } = ledger;
  const run = randomId('run');
  const codes: string[] = [];
  while (codes.length < batch.codes) {
    const next = Math.min(PARALLEL, batch.codes - codes.length);
    codes.push(...(await Promise.all(Array.from({ length: next }, () => writeCode(table, batch, run)))));
  }
  const finished = { ...batch, status: 'active', run } satisfies PromoBatch;
  const record = changeRecord(who, 'promo_codes', batch.id, undefined, finished, ledger.now());
  const { code } = await writeTogether(ledger, [batchWrite(finished), record]);
  return code === 'written' || (await isFinishedBy(table, batch, run)) ? codes : undefined;
};

/** A write whose answer was lost looks, tried again, as if another had come first. */
const isFinishedBy = async (table: Table, { agency, id }: PromoBatch, run: string): Promise<boolean> =>
  (await readOne(table, promoBatchKey(agency, id), promoBatchItem))?.run === run;

const writeCode = async (table: Table, batch: PromoBatch, run: string): Promise<string> => {
  const { shown, hash } = newCode(batch.id);
  const item = { batch: batch.id, run, uses: 0 };
  const written = await putGuarded(table, { key: promoCodeKey(batch.agency, hash), item, version: 0 });
  return written ? shown : await writeCode(table, batch, run);
};

/** The write of a batch as it was read and changed: its version is the one read. */
export const batchWrite = (batch: PromoBatch): Guarded => ({
  key: promoBatchKey(batch.agency, batch.id),
  item: batch,
  version: batch.version,
});
