import type * as z from 'zod';
import type { AccountRef, AgencyId } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import type { Result } from '../../shared/kernel/result.ts';
import { finishMerge } from '../../shared/merges/merge-accounts.ts';
import { continueErasure } from '../../shared/privacy/erase-account.ts';
import type { ErasureParts } from '../../shared/privacy/erase-steps.ts';
import { erasureItem } from '../../shared/table/items/erasure.ts';
import { mergeItem } from '../../shared/table/items/merge.ts';
import { erasuresList, mergesList } from '../../shared/table/keys.ts';
import { allItems } from '../../shared/table/list.ts';
import type { Table } from '../../shared/table/table.ts';

/** Milliseconds: one page of an erasure takes seconds at the most. A merge of more goes on in the next hour. */
const PAGE_RESERVE_MS = 30_000;

/** What a request had no time for: where it is listed, and what goes on with one account's for so many milliseconds. */
type Unfinished<Item extends z.ZodType<AccountRef>> = {
  name: string;
  partition: string;
  item: Item;
  goOn: (one: z.output<Item>, left: () => number) => Promise<Result<unknown, { code: string }>>;
};

/** One that fails is counted, and the others go on. */
const continueAll = async <Item extends z.ZodType<AccountRef>>(
  table: Table,
  agency: AgencyId,
  { name, partition, item, goOn }: Unfinished<Item>,
  timeLeft: () => number,
): Promise<void> => {
  for await (const one of allItems(table, { partition, inIndex: true, item })) {
    const left = () => timeLeft() - PAGE_RESERVE_MS;
    if (left() <= 0) return;
    try {
      const done = await goOn(one, left);
      if (!done.ok) log.info(`${name} waits`, { agency, code: done.error.code });
    } catch (error) {
      log.error(`${name} failed`, { agency, account: one.account, error });
      count('SweeperFailures');
    }
  }
};

/**
 * Goes on with the merges and erasures of an agency that their requests had no time for.
 * @param timeLeft milliseconds until the run is cut off
 */
export const continueUnfinished = async (
  parts: ErasureParts,
  agency: AgencyId,
  timeLeft: () => number,
): Promise<void> => {
  const { ledger } = parts;
  await continueAll(
    ledger.table,
    agency,
    {
      name: 'merge',
      partition: mergesList(agency),
      item: mergeItem,
      goOn: (merge) => finishMerge(ledger, merge),
    },
    timeLeft,
  );
  // What moved late is erased like the rest.
  await continueAll(
    ledger.table,
    agency,
    {
      name: 'erasure',
      partition: erasuresList(agency),
      item: erasureItem,
      goOn: (erasure, left) => continueErasure(parts, erasure, left),
    },
    timeLeft,
  );
};
