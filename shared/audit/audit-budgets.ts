import type { AccountRef } from '../kernel/ids.ts';
import { historyPages } from '../ledger/history.ts';
import type { Entry } from '../table/items/entry.ts';
import { spenderItem, type CountedPeriod, type Spender } from '../table/items/spender.ts';
import { spenderKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decodeListed, type Table } from '../table/table.ts';
import type { Finding } from './audit.ts';

/**
 * Holds what each spender of an account has counted against its entries (I10): each period's counter is what was spent in
 * it, less what was given back of that. Whatever counts writes the spender's item in its entry's transaction, so that only
 * spenders whose item stayed the same while the entries were read are judged.
 * @param ids of the account's spenders
 */
export const auditBudgets = async (
  table: Table,
  ref: AccountRef,
  ids: readonly string[],
): Promise<Finding[]> => {
  if (ids.length === 0) return [];
  const before = await spendersIn(table, ref, ids);
  const [from] = before.flatMap(({ day, month }) => [day.from, month.from]).toSorted();
  if (from === undefined) return [];
  const spent = new Map(before.map(({ id }) => [id, { day: 0, month: 0 }]));
  for await (const page of historyPages(table, ref, { from })) {
    if (!page.ok) throw new TypeError(page.error.code);
    for (const entry of page.value)
      for (const { id, day, month } of before) {
        const sums = spent.get(id);
        if (entry.spender !== id || !sums) continue;
        sums.day += countedIn(day, entry);
        sums.month += countedIn(month, entry);
      }
  }
  const versions = new Map((await spendersIn(table, ref, ids)).map(({ id, version }) => [id, version]));
  const differs = ({ id, version, day, month }: Spender): boolean => {
    const sums = spent.get(id);
    return versions.get(id) === version && (sums?.day !== day.spent || sums.month !== month.spent);
  };
  return before.filter(differs).map(() => ({ code: 'budget_differs', entry: 0 }));
};

const spendersIn = async (table: Table, ref: AccountRef, ids: readonly string[]): Promise<Spender[]> => {
  const keys = ids.map((id) => spenderKey(ref, id));
  const read = await readTogether(table, keys);
  return keys.flatMap((key) => decodeListed(spenderItem, read(key), 'thrown') ?? []);
};

/** What an entry adds to the counter of a period: credits, negative ones where it gives back what was spent in it. */
const countedIn = ({ from, until }: CountedPeriod, { type, at, spentAt = at, amount }: Entry): number => {
  if (spentAt < from || spentAt >= until) return 0;
  return type === 'out' ? amount : -amount;
};
