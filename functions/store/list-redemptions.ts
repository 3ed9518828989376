import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { codeRoutes } from '../../shared/http/routes/store/codes.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { redemptionItem } from '../../shared/table/items/promo-code.ts';
import { redemptionsPartition } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { viewOf } from './redemption-view.ts';

export const listRedemptions =
  ({ table }: Ledger): Handler<typeof codeRoutes.listRedemptions> =>
  async ({ caller, query }) => {
    const page = await listPage(table, {
      partition: redemptionsPartition(caller),
      item: redemptionItem,
      ...query,
    });
    if (!page.ok) return problem('invalid_cursor');
    const { items, cursor } = page.value;
    const redemptions = items
      .flatMap(({ name, uses }) => uses.map((use) => viewOf(name, use)))
      .toSorted((one, other) => other.entry - one.entry);
    return { status: 200, body: { items: redemptions, cursor } };
  };
