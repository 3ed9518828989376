import type { AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Busy } from '../ledger/run.ts';
import type { Package } from '../table/items/package.ts';
import { settingsItem, type Settings } from '../table/items/settings.ts';
import { settingsKey } from '../table/keys.ts';
import type { InvalidCursor, Page, PageRequest } from '../table/list.ts';
import { readOne } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import type { Actor } from '../agency/audit-log.ts';
import { packages } from '../agency/catalogue.ts';
import type { Changed } from '../agency/change.ts';
import { notesOn, whyNobodyCharges } from './chargeable.ts';
import { listRecords, putInto, readRecord } from '../agency/crud.ts';
import type { PreconditionRefusal, Preconditions } from '../agency/etag.ts';
import type { InvalidBody } from '../agency/read-only.ts';
import { resourceIn } from '../agency/resource.ts';

/** A package, and where its price does not fit the agency's settings. */
export type NotedPackage = { item: Package; notes: ReturnType<typeof notesOn> };

const settingsOf = (table: Table, agency: AgencyId): Promise<Settings | undefined> =>
  readOne(table, settingsKey(agency), settingsItem);

const noted = (item: Package, settings: Settings | undefined): NotedPackage => ({
  item,
  notes: settings ? notesOn(item.price, settings) : [],
});

/** A page of an agency's packages, on sale or not. */
export const listPackagesOf = async (
  table: Table,
  agency: AgencyId,
  request: PageRequest,
): Promise<Result<Page<NotedPackage>, InvalidCursor>> => {
  const page = await listRecords(table, packages, agency, request);
  if (!page.ok) return page;
  const settings = await settingsOf(table, agency);
  return ok({ ...page.value, items: page.value.items.map((item) => noted(item, settings)) });
};

export const readPackageOf = async (
  table: Table,
  agency: AgencyId,
  id: string,
): Promise<Result<NotedPackage, { code: 'not_found' }>> => {
  const read = await readRecord(table, resourceIn(packages, agency, id));
  return read.ok ? ok(noted(read.value, await settingsOf(table, agency))) : read;
};

/** Creates or replaces a package. A price that none of the agency's providers can charge is refused. */
export const putPackage = async (
  ledger: Ledger,
  who: Actor,
  wanted: Package,
  preconditions: Preconditions & { id: string | undefined },
): Promise<Result<Changed<NotedPackage>, InvalidBody | PreconditionRefusal | Busy>> => {
  const settings = await settingsOf(ledger.table, who.agency);
  const message = whyNobodyCharges(settings?.providers ?? [], wanted.price);
  if (message !== undefined)
    return err({ code: 'invalid_request', faults: [{ in: 'body', pointer: '/price', message }] });
  const put = await putInto(ledger, who, packages, wanted, preconditions);
  if (!put.ok) return put;
  const { before, after } = put.value;
  return ok({ before: before && noted(before, settings), after: noted(after, settings) });
};
