import type { AgencyId } from '../kernel/ids.ts';
import { found, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Busy } from '../ledger/run.ts';
import type { Package } from '../table/items/package.ts';
import { settingsItem, type Settings } from '../table/items/settings.ts';
import { settingsKey } from '../table/keys.ts';
import type { InvalidCursor, Page, PageRequest } from '../table/list.ts';
import { readOne, readTogether } from '../table/read.ts';
import { decode, type Table } from '../table/table.ts';
import type { Actor } from '../agency/audit-log.ts';
import { packages } from '../agency/catalogue.ts';
import type { Changed } from '../agency/change.ts';
import { notesOn, whyNobodyCharges } from './chargeable.ts';
import { listRecords, putInto } from '../agency/crud.ts';
import type { PreconditionRefusal, Preconditions } from '../agency/etag.ts';
import type { InvalidBody } from '../agency/read-only.ts';
import { settingsFrom } from '../agency/settings.ts';
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
  const { key, schema } = resourceIn(packages, agency, id);
  const read = await readTogether(table, [key, settingsKey(agency)]);
  const item = found(decode(schema, read(key)));
  return item.ok ? ok(noted(item.value, settingsFrom(read, agency))) : item;
};

/** Creates or replaces a package. A price that none of the agency's providers can charge is refused. */
export const putPackage = async (
  ledger: Ledger,
  who: Actor,
  wanted: Package,
  preconditions: Preconditions & { id: string | undefined },
): Promise<Result<Changed<NotedPackage>, InvalidBody | PreconditionRefusal | Busy>> => {
  const put = await putInto(ledger, who, packages, wanted, preconditions, {
    keys: [settingsKey(who.agency)],
    refuse: (read): InvalidBody | undefined => {
      const { providers = [] } = settingsFrom(read, who.agency) ?? {};
      const message = whyNobodyCharges(providers, wanted.price);
      return message === undefined
        ? undefined
        : {
            code: 'invalid_request',
            faults: [{ in: 'body', pointer: '/price', code: 'not_chargeable', message }],
          };
    },
  });
  if (!put.ok) return put;
  const { before, after, read } = put.value;
  const settings = settingsFrom(read, who.agency);
  return ok({ before: before && noted(before, settings), after: noted(after, settings) });
};
