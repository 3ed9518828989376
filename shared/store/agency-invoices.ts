import type { Resource } from '../agency/resource.ts';
import type { AccountRef, AgencyId } from '../kernel/ids.ts';
import { found, type Result } from '../kernel/result.ts';
import { listOfAny, readOfAny } from '../ledger/of-any.ts';
import { invoiceItem, type Invoice } from '../table/items/invoice.ts';
import { invoiceKey, invoiceListKey, invoicesList, invoicesPartition } from '../table/keys.ts';
import { listPage, type InvalidCursor, type Page, type PageRequest } from '../table/list.ts';
import type { Table } from '../table/table.ts';

export const invoiceResource = (ref: AccountRef, id: string): Resource<Invoice> => ({
  kind: 'invoice',
  id,
  key: invoiceKey(ref, id),
  schema: invoiceItem,
  list: () => invoiceListKey(ref.agency, id),
});

export const agencyInvoice = async (
  table: Table,
  ref: AccountRef,
  id: string,
): Promise<Result<Invoice, { code: 'not_found' }>> =>
  found(await readOfAny(table, ref, (one) => invoiceKey(one, id), invoiceItem));

/** @param status undefined for all */
type InvoicesRequest = PageRequest & { status?: Invoice['status'] | undefined };

const newestFirst = ({ status, ...page }: InvoicesRequest) => ({
  item: invoiceItem,
  newestFirst: true,
  where: { status },
  ...page,
});

/** A page of the invoices to one account and to those that merged into it, newest first. */
export const listInvoices = (
  table: Table,
  ref: AccountRef,
  request: InvoicesRequest,
): Promise<Result<Page<Invoice>, InvalidCursor>> =>
  listOfAny(table, ref, invoicesPartition, newestFirst(request));

/** A page of an agency's invoices to all its accounts, newest first. */
export const listAgencyInvoices = (
  table: Table,
  agency: AgencyId,
  request: InvoicesRequest,
): Promise<Result<Page<Invoice>, InvalidCursor>> =>
  listPage(table, { partition: invoicesList(agency), inIndex: true, ...newestFirst(request) });
