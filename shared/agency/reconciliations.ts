import type { AgencyId } from '../kernel/ids.ts';
import { reconciliationItem, type Reconciliation } from '../table/items/reconciliation.ts';
import { reconciliationKey, reconciliationsPartition } from '../table/keys.ts';
import { found, type Result } from '../kernel/result.ts';
import { listPage, type InvalidCursor, type Page, type PageRequest } from '../table/list.ts';
import { readOne } from '../table/read.ts';
import type { Table } from '../table/table.ts';

/** A page of the reconciler's reports to an agency, newest first. */
export const listReconciliations = (
  table: Table,
  agency: AgencyId,
  page: PageRequest,
): Promise<Result<Page<Reconciliation>, InvalidCursor>> =>
  listPage(table, {
    partition: reconciliationsPartition(agency),
    item: reconciliationItem,
    newestFirst: true,
    ...page,
  });

export const readReconciliation = async (
  table: Table,
  agency: AgencyId,
  id: string,
): Promise<Result<Reconciliation, { code: 'not_found' }>> =>
  found(await readOne(table, reconciliationKey(agency, id), reconciliationItem));
