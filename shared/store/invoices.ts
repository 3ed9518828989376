import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { mergedIntoIn } from '../ledger/merged.ts';
import { readOfAny } from '../ledger/of-any.ts';
import { invoiceItem, type Invoice } from '../table/items/invoice.ts';
import { invoiceKey, invoicesPartition } from '../table/keys.ts';
import { listPages, type Page, type PageRequest } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import type { Buyer } from './price.ts';
import { visitFrom, visitKeys, type Visit } from './visit.ts';

/** The invoices to an account and to those that merged into it, newest first, and what the account has to pay them with. */
export const invoicesOf = async (
  { table, now }: Ledger,
  customer: Buyer,
  range: PageRequest,
): Promise<Result<{ page: Page<Invoice>; visit: Visit }, { code: 'not_found' | 'invalid_cursor' }>> => {
  const reading = readTogether(table, visitKeys(customer));
  const merged = reading.then((found) => mergedIntoIn(found, customer).map(invoicesPartition));
  const request = { item: invoiceItem, newestFirst: true, ...range };
  const [read, page] = await Promise.all([
    reading,
    listPages(table, { partition: invoicesPartition(customer), ...request }, merged),
  ]);
  const visit = visitFrom(read, customer, now());
  if (!visit) return err({ code: 'not_found' });
  return page.ok ? ok({ page: page.value, visit }) : page;
};

export const invoiceOf = async (
  { table, now }: Ledger,
  customer: Buyer,
  id: string,
): Promise<Result<{ invoice: Invoice; visit: Visit }, { code: 'not_found' }>> => {
  const [read, invoice] = await Promise.all([
    readTogether(table, visitKeys(customer)),
    readOfAny(table, customer, (ref) => invoiceKey(ref, id), invoiceItem),
  ]);
  const visit = visitFrom(read, customer, now());
  return visit && invoice ? ok({ invoice, visit }) : err({ code: 'not_found' });
};
