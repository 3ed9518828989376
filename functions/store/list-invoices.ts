import { settingsFrom } from '../../shared/agency/settings.ts';
import { notBegun, problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { invoiceRoutes } from '../../shared/http/routes/store/invoices.ts';
import { accountFrom, balanceAt } from '../../shared/ledger/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { invoiceItem } from '../../shared/table/items/invoice.ts';
import { accountKey, invoicesPartition, settingsKey } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { readTogether } from '../../shared/table/read.ts';
import { viewOf } from './invoice-view.ts';

export const listInvoices =
  ({ table, now }: Ledger): Handler<typeof invoiceRoutes.listInvoices> =>
  async ({ caller, query }) => {
    const [read, page] = await Promise.all([
      readTogether(table, [accountKey(caller), settingsKey(caller.agency)]),
      listPage(table, {
        partition: invoicesPartition(caller),
        item: invoiceItem,
        newestFirst: true,
        ...query,
      }),
    ]);
    const settings = settingsFrom(read, caller.agency);
    if (!settings) return notBegun;
    if (!page.ok) return problem('invalid_cursor');
    const current = balanceAt(accountFrom(caller, read(accountKey(caller))), now());
    const { items, cursor } = page.value;
    return {
      status: 200,
      body: { items: items.map((invoice) => viewOf(invoice, settings, current)), cursor },
    };
  };
