import { settingsFrom } from '../../shared/agency/settings.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { invoiceRoutes } from '../../shared/http/routes/store/invoices.ts';
import { accountFrom, balanceAt } from '../../shared/ledger/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { invoiceItem } from '../../shared/table/items/invoice.ts';
import { accountKey, invoiceKey, settingsKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import { viewOf } from './invoice-view.ts';

export const getInvoice =
  ({ table, now }: Ledger): Handler<typeof invoiceRoutes.getInvoice> =>
  async ({ caller, params: { invoiceId } }) => {
    const key = invoiceKey(caller, invoiceId);
    const read = await readTogether(table, [accountKey(caller), settingsKey(caller.agency), key]);
    const settings = settingsFrom(read, caller.agency);
    const invoice = decode(invoiceItem, read(key));
    if (!settings || !invoice) return problem('not_found');
    const current = balanceAt(accountFrom(caller, read(accountKey(caller))), now());
    return { status: 200, body: viewOf(invoice, settings, current) };
  };
