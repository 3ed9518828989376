import type { Day } from '../kernel/days.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { figuresItem, type Figures } from '../table/items/figures.ts';
import { booksPartition } from '../table/keys.ts';
import { allItems } from '../table/list.ts';
import type { Table } from '../table/table.ts';

/** Items that one Query reads: about a megabyte. */
const DAYS_PER_QUERY = 3000;

/** The days of an agency's books, the oldest first. What can't be read is left out. @param to without it, to the newest */
export const readDays = async (
  table: Table,
  agency: AgencyId,
  books: string,
  { from, to }: { from?: Day | undefined; to?: Day },
): Promise<Figures[]> =>
  await Array.fromAsync(
    allItems(
      table,
      { partition: booksPartition(agency, books), item: figuresItem, from, to },
      DAYS_PER_QUERY,
    ),
  );
