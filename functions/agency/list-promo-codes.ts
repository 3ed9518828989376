import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { promoCodeRoutes } from '../../shared/http/routes/agency/promo-codes.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { promoBatchItem } from '../../shared/table/items/promo-code.ts';
import { promoBatchesPartition } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { viewOf } from './promo-codes-view.ts';

export const listPromoCodes =
  ({ table }: Ledger): Handler<typeof promoCodeRoutes.listPromoCodes> =>
  async ({ caller: { agency }, query }) => {
    const page = await listPage(table, {
      partition: promoBatchesPartition(agency),
      item: promoBatchItem,
      ...query,
    });
    if (!page.ok) return problem('invalid_cursor');
    const { items, cursor } = page.value;
    return { status: 200, body: { items: items.map(viewOf), cursor } };
  };
