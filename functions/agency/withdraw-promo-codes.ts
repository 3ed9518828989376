import { batchWrite } from '../../shared/catalog/promo-batch.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Operation } from '../../shared/http/route.ts';
import type { promoCodeRoutes } from '../../shared/http/routes/agency/promo-codes.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { promoBatchItem, type PromoBatch } from '../../shared/table/items/promo-code.ts';
import { promoBatchKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { viewOf } from './promo-codes-view.ts';

/** A batch is begun, finished and withdrawn, each once: so many others can come first. */
const ROUNDS = 3;

export const withdrawPromoCodes =
  ({ table }: Ledger): Operation<typeof promoCodeRoutes.withdrawPromoCodes> =>
  async ({ caller: { agency }, params: { batchId } }) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const batch = await readOne(table, promoBatchKey(agency, batchId), promoBatchItem);
      if (!batch) return problem('not_found');
      if (batch.status === 'withdrawn') return { status: 200, body: viewOf(batch) };
      const withdrawn: PromoBatch = { ...batch, status: 'withdrawn' };
      if (await putGuarded(table, batchWrite(withdrawn))) return { status: 200, body: viewOf(withdrawn) };
    }
    return problem('busy');
  };
