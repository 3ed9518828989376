import type { AgencyId } from '../kernel/ids.ts';
import { settingsFrom } from '../agency/settings.ts';
import { canonicalHash } from '../kernel/canonical.ts';
import { instant } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { readWord } from '../kernel/worded-code.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { KeyReused } from '../ledger/once.ts';
import { run, type Busy, type Done, type RecordDecision } from '../ledger/run.ts';
import { promoBatchItem, promoCodeItem, type PromoBatch } from '../table/items/promo-code.ts';
import { promoBatchKey, promoCodeKey, settingsKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { batchIdFrom } from './promo-code.ts';
import { batchWrite } from './promo-batches.ts';

/** What the agency decides about a batch; the rest is ours. */
export type PromoBatchTerms = Omit<
  PromoBatch,
  'agency' | 'id' | 'version' | 'status' | 'run' | 'request' | 'inputHash' | 'createdAt'
>;

export type BeginRefusal = KeyReused | { code: 'not_found' | 'codes_already_shown' | 'code_taken' | 'busy' };

/** There are a million ids: with 100,000 batches, one in 10^20 requests finds so many in a row taken. */
const MAX_IDS = 20;

/**
 * The batch of this request, unfinished: a new one, or the one that an earlier run began and did not finish. Its id
 * follows from the key; where the batch of another request has that id, the next one that follows is taken. A worded
 * code is taken with its batch in one transaction. It is no secret: its batch is returned again after it was finished.
 */
export const beginBatch = (
  ledger: Ledger,
  agency: AgencyId,
  terms: PromoBatchTerms,
  idempotencyKey: string,
): Promise<Result<Done<PromoBatch>, BeginRefusal | Busy>> => {
  const request = canonicalHash([agency, idempotencyKey]);
  const inputHash = canonicalHash(terms);
  const word = terms.code === undefined ? undefined : readWord(terms.code);
  const wordKey = word && promoCodeKey(agency, word.hash);
  const ids = Array.from({ length: MAX_IDS }, (_, place) => batchIdFrom(`${request} ${place}`));
  /** The first place that no other request has, as far as was read; undefined where they have all. */
  const ownPlace = (read: Read) => {
    for (const id of ids) {
      const key = promoBatchKey(agency, id);
      const batch = decode(promoBatchItem, read(key));
      if (!batch || batch.request === request) return { id, key, batch };
    }
    return undefined;
  };
  return run<PromoBatch, BeginRefusal>(ledger, {
    keys: [settingsKey(agency), ...(wordKey ? [wordKey] : [])],
    linked: (read) => {
      const place = ownPlace(read);
      return place ? [place.key] : [];
    },
    earlier: (read) => {
      const batch = ownPlace(read)?.batch;
      if (!batch) return undefined;
      if (batch.inputHash !== inputHash) return err({ code: 'idempotency_key_reused' });
      const isReadable = batch.status === 'unfinished' || (word && batch.status === 'active');
      return isReadable ? ok(batch) : err({ code: 'codes_already_shown' });
    },
    decide: (read, now): Result<RecordDecision<PromoBatch>, BeginRefusal> => {
      if (!settingsFrom(read, agency)) return err({ code: 'not_found' });
      const place = ownPlace(read);
      if (!place) return err({ code: 'busy' });
      if (wordKey && read(wordKey)) return err({ code: 'code_taken' });
      const made = { id: place.id, request, inputHash, createdAt: instant(now) };
      const batch: PromoBatch = { ...terms, ...made, agency, version: 0, status: 'unfinished' };
      const outcome = { ...batch, version: 1 };
      const code = { batch: place.id, run: request, uses: 0 };
      const writes = [
        batchWrite(batch),
        ...(wordKey ? [{ key: wordKey, schema: promoCodeItem, item: code, version: 0 }] : []),
      ];
      return ok({ conclude: () => ({ outcome, writes }) });
    },
  });
};
