import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { invoiceItem } from '../../shared/table/items/invoice.ts';
import { invoicesList } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { invoiceViewOf } from './invoice-view.ts';

export const listAgencyInvoices =
  ({ table }: Ledger): Handler<typeof agencyRoutes.listAgencyInvoices> =>
  async ({ caller: { agency }, query: { status, ...range } }) => {
    const page = await listPage(table, {
      partition: invoicesList(agency),
      inIndex: true,
      item: invoiceItem,
      newestFirst: true,
      where: { status },
      ...range,
    });
    if (!page.ok) return problem('invalid_cursor');
    const { items, cursor } = page.value;
    return { status: 200, body: { items: items.map(invoiceViewOf), cursor } };
  };
