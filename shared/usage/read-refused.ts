import type { AccountId, AgencyId } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';
import { refusedUsageItem, type RefusedUsage } from '../table/items/refused-usage.ts';
import { refusedUsageList, refusedUsagePartition } from '../table/keys.ts';
import { listPage, type InvalidCursor, type Page, type PageRequest } from '../table/list.ts';
import type { Table } from '../table/table.ts';

/** A page of the refused usage of an agency, or of one of its accounts, newest first. */
export const refusedUsageOf = (
  table: Table,
  agency: AgencyId,
  { account, ...page }: PageRequest & { account?: AccountId | undefined },
): Promise<Result<Page<RefusedUsage>, InvalidCursor>> =>
  listPage(table, {
    item: refusedUsageItem,
    newestFirst: true,
    ...(account === undefined
      ? { partition: refusedUsageList(agency), inIndex: true }
      : { partition: refusedUsagePartition({ agency, account }) }),
    ...page,
  });
