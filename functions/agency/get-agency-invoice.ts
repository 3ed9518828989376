import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { invoiceItem } from '../../shared/table/items/invoice.ts';
import { invoiceKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { taggedInvoice } from './invoice-view.ts';

export const getAgencyInvoice =
  ({ table }: Ledger): Handler<typeof agencyRoutes.getAgencyInvoice> =>
  async ({ caller: { agency }, params: { accountId: account, invoiceId } }) => {
    const invoice = await readOne(table, invoiceKey({ agency, account }, invoiceId), invoiceItem);
    return invoice ? { status: 200, ...taggedInvoice(invoice) } : problem('not_found');
  };
