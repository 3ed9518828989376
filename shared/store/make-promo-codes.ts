import { auditLogEntry, type Actor } from '../agency/audit-log.ts';
import { randomId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type RecordDecision } from '../ledger/run.ts';
import { putGuarded } from '../table/guarded.ts';
import { promoCodeItem, promoBatchItem, type PromoBatch } from '../table/items/promo-code.ts';
import { promoBatchKey, promoCodeKey } from '../table/keys.ts';
import { decode, type Table } from '../table/table.ts';
import { beginBatch, type BeginRefusal, type PromoBatchTerms } from './begin-promo-batch.ts';
import { newCode } from './promo-code.ts';
import { batchWrite } from './promo-batches.ts';

/** A batch with its codes, which are shown this once. */
export type MadePromoCodes = { batch: PromoBatch; codes: string[] };

type AlreadyShown = { code: 'codes_already_shown' };

/**
 * Makes promo codes, once for each Idempotency-Key. First comes the batch, as unfinished, then its codes, at last the
 * batch as active: whatever is cut off on the way leaves no code to redeem, and the same request begins anew.
 */
export const makePromoCodes = async (
  ledger: Ledger,
  who: Actor,
  terms: PromoBatchTerms,
  idempotencyKey: string,
): Promise<Result<MadePromoCodes, BeginRefusal>> => {
  const begun = await beginBatch(ledger, who.agency, terms, idempotencyKey);
  if (!begun.ok) return begun;
  return await finishBatch(ledger, who, begun.value.outcome);
};

/** How many codes are written at once. */
const MAX_PARALLEL_WRITES = 25;

/**
 * Writes new codes and then makes the batch active with them: of several runs, whole or cut off, the codes of one
 * count, and only that one has its codes to show. It is refused where another run came first, or the agency withdrew
 * the batch.
 */
const finishBatch = async (
  ledger: Ledger,
  who: Actor,
  begun: PromoBatch,
): Promise<Result<MadePromoCodes, AlreadyShown | Busy>> => {
  // A worded code was written with its batch. All runs of its request are one: the first makes it active, others find it so.
  const runId = begun.code === undefined ? randomId('run') : begun.request;
  const codes: string[] = begun.code === undefined ? [] : [begun.code];
  while (codes.length < begun.codes) {
    const next = Math.min(MAX_PARALLEL_WRITES, begun.codes - codes.length);
    const writeNext = () => writeCode(ledger.table, begun, runId);
    codes.push(...(await Promise.all(Array.from({ length: next }, writeNext))));
  }
  const key = promoBatchKey(begun.agency, begun.id);
  const finished = await run<PromoBatch, AlreadyShown>(ledger, {
    keys: [key],
    // An answer that was lost: the batch is active with these codes.
    earlier: (read) => {
      const batch = decode(promoBatchItem, read(key));
      return batch?.run === runId ? ok(batch) : undefined;
    },
    decide: (read, now): Result<RecordDecision<PromoBatch>, AlreadyShown> => {
      const batch = decode(promoBatchItem, read(key));
      if (batch?.status !== 'unfinished') return err({ code: 'codes_already_shown' });
      const after: PromoBatch = { ...batch, status: 'active', run: runId };
      const change = { kind: 'promo_codes', id: batch.id, before: undefined, after } as const;
      const writes = [batchWrite(after), auditLogEntry(who, change, now)];
      return ok({ conclude: () => ({ outcome: after, writes }) });
    },
  });
  return finished.ok ? ok({ batch: finished.value.outcome, codes }) : finished;
};

const writeCode = async (table: Table, batch: PromoBatch, runId: string): Promise<string> => {
  const { shown, hash } = newCode(batch.id);
  const item = { batch: batch.id, run: runId, uses: 0 };
  const key = promoCodeKey(batch.agency, hash);
  const written = await putGuarded(table, { key, schema: promoCodeItem, item, version: 0 });
  return written ? shown : await writeCode(table, batch, runId);
};
