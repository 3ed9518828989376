import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { promoCodeRoutes } from '../../shared/http/routes/agency/promo-codes.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { promoBatchItem } from '../../shared/table/items/promo-code.ts';
import { promoBatchKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { viewOf } from './promo-codes-view.ts';

export const getPromoCodes =
  ({ table }: Ledger): Handler<typeof promoCodeRoutes.getPromoCodes> =>
  async ({ caller: { agency }, params: { batchId } }) => {
    const batch = await readOne(table, promoBatchKey(agency, batchId), promoBatchItem);
    return batch ? { status: 200, body: viewOf(batch) } : problem('not_found');
  };
