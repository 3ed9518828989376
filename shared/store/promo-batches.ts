import { changeAudited, deleteDamaged, type Changed } from '../agency/change.ts';
import type { Actor } from '../agency/audit-log.ts';
import { resourceIn, type Collection } from '../agency/resource.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Busy } from '../ledger/run.ts';
import type { Guarded } from '../table/guarded.ts';
import { CorruptItemError } from '../table/table.ts';
import { soldNumber } from '../table/items/only-for.ts';
import { promoBatchItem, type PromoBatch } from '../table/items/promo-code.ts';
import { promoBatchesPartition, promoBatchKey } from '../table/keys.ts';

export const promoBatches: Collection<PromoBatch> = {
  kind: 'promo_codes',
  schema: promoBatchItem,
  number: soldNumber,
  partition: promoBatchesPartition,
  key: promoBatchKey,
};

/**
 * Ends the redemption of a batch's codes. One that was withdrawn already stays as it is; a damaged one is deleted, so
 * that from then on it is not found.
 */
export const withdrawBatch = async (
  ledger: Ledger,
  who: Actor,
  id: string,
): Promise<Result<Changed<PromoBatch>, { code: 'not_found' } | Busy>> => {
  const resource = resourceIn(promoBatches, who.agency, id);
  try {
    return await changeAudited<PromoBatch, { code: 'not_found' }>(ledger, who, resource, (batch) => {
      if (!batch) return err({ code: 'not_found' });
      return ok(batch.status === 'withdrawn' ? batch : { ...batch, status: 'withdrawn' });
    });
  } catch (error) {
    if (!(error instanceof CorruptItemError)) throw error;
    const deleted = await deleteDamaged(ledger, who, resource);
    return deleted.ok ? err({ code: 'not_found' }) : deleted;
  }
};

/** The write of a batch as it was read and changed: its version is the one read. */
export const batchWrite = (batch: PromoBatch): Guarded => ({
  key: promoBatchKey(batch.agency, batch.id),
  schema: promoBatchItem,
  number: soldNumber(batch),
  item: batch,
  version: batch.version,
});
