import type * as z from 'zod';
import type { AccountRef } from '../kernel/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { approvalItem } from '../table/items/approval.ts';
import { refusedUsageItem } from '../table/items/refused-usage.ts';
import { spenderItem } from '../table/items/spender.ts';
import { approvalsPartition, refusedUsagePartition, spendersPartition } from '../table/keys.ts';
import { everyItem, listPage } from '../table/list.ts';
import type { Table } from '../table/table.ts';

/**
 * When the newest of an account's records was made that have texts and leave nothing open. Keys are made for spenders, and
 * entries are counted. The last approval may be missing for a moment: an index lists it. Throws NewerSchemaError.
 * @returns an Instant; empty where there is none
 */
export const newestRecordAt = async ({ table }: Ledger, ref: AccountRef): Promise<string> => {
  const [spenders, approvals, refused] = await Promise.all([
    everyItem(table, { partition: spendersPartition(ref), item: spenderItem }),
    last(table, { partition: approvalsPartition(ref), inIndex: true, item: approvalItem }),
    last(table, { partition: refusedUsagePartition(ref), item: refusedUsageItem }),
  ]);
  const times = [
    ...[...spenders, ...approvals].map(({ createdAt }) => createdAt),
    ...refused.map(({ at }) => at),
  ];
  return times.toSorted().at(-1) ?? '';
};

/** The last item of a list of which there may be more than memory holds, or none. */
const last = async <Schema extends z.ZodType>(
  table: Table,
  list: { partition: string; inIndex?: true; item: Schema },
): Promise<z.output<Schema>[]> => {
  const page = await listPage(table, { ...list, newestFirst: true, limit: 1, newer: 'thrown' });
  if (!page.ok) throw new TypeError(page.error.code);
  return page.value.items;
};
