import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { accountRoutes } from '../../shared/http/routes/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { receiptItem } from '../../shared/table/items/receipt.ts';
import { receiptsList } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { viewOf } from './receipt-view.ts';

export const listReceipts =
  ({ table }: Ledger): Handler<typeof accountRoutes.listReceipts> =>
  async ({ caller, query }) => {
    const page = await listPage(table, {
      partition: receiptsList(caller),
      inIndex: true,
      item: receiptItem,
      newestFirst: true,
      ...query,
    });
    if (!page.ok) return problem('invalid_cursor');
    const { items, cursor } = page.value;
    return { status: 200, body: { items: items.flatMap((receipt) => viewOf(receipt) ?? []), cursor } };
  };
