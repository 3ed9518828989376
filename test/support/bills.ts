import { invoiceWrite } from '../../shared/store/invoice.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { timedId, type AccountRef } from '../../shared/kernel/ids.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { invoiceItem, type Invoice } from '../../shared/table/items/invoice.ts';
import { serviceItem, type Service } from '../../shared/table/items/service.ts';
import { invoiceKey, serviceKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import type { Table } from '../../shared/table/table.ts';

/** A service for 30 credits, as stored. */
export const putService = async (
  table: Table,
  agency: string,
  more: Partial<Service> = {},
): Promise<Service> => {
  const item: Service = {
    agency,
    id: 'logo',
    version: 0,
    name: 'Logo design',
    price: 30,
    promotions: [],
    creditsAccepted: true,
    onSale: true,
    ...more,
  };
  await putGuarded(table, {
    key: serviceKey(agency, item.id),
    schema: serviceItem,
    item,
    version: item.version,
  });
  return { ...item, version: item.version + 1 };
};

/** An open invoice of 40 credits, as stored. */
export const putInvoice = async (
  { table, now }: Ledger,
  { agency, account }: AccountRef,
  more: Partial<Invoice> = {},
): Promise<Invoice> => {
  const at = now();
  const invoice: Invoice = {
    id: timedId('inv', at),
    agency,
    account,
    version: 0,
    number: '2026-0042',
    description: 'Web site, second part',
    amount: { credits: 40 },
    creditsAccepted: true,
    issuedAt: instant(at),
    status: 'open',
    ...more,
  };
  await putGuarded(table, invoiceWrite(invoice));
  return { ...invoice, version: invoice.version + 1 };
};

export const readInvoice = (table: Table, { agency, account, id }: Invoice): Promise<Invoice | undefined> =>
  readOne(table, invoiceKey({ agency, account }, id), invoiceItem);
