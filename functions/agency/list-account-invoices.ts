import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { invoiceItem } from '../../shared/table/items/invoice.ts';
import { invoicesPartition } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { invoiceViewOf } from './invoice-view.ts';

export const listAccountInvoices =
  ({ table }: Ledger): Handler<typeof agencyRoutes.listAccountInvoices> =>
  async ({ caller: { agency }, params: { accountId: account }, query: { status, ...range } }) => {
    const partition = invoicesPartition({ agency, account });
    const page = await listPage(table, {
      partition,
      item: invoiceItem,
      newestFirst: true,
      where: { status },
      ...range,
    });
    if (!page.ok) return problem('invalid_cursor');
    const { items, cursor } = page.value;
    return { status: 200, body: { items: items.map(invoiceViewOf), cursor } };
  };
