import { auditBudgets } from '../../shared/audit/audit-budgets.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import type { Table } from '../../shared/table/table.ts';

/** What a customer's phone may spend a day, which is a day of UTC here. */
export const PHONE_LIMIT = 90;

/**
 * I10: no day has more of a spender's entries than its limit, less what came back of them; its counters are these sums; and
 * whatever its phone spent is counted.
 */
export const budgetsThatDiffer = async (
  table: Table,
  ref: AccountRef,
  spender: string | undefined,
  entries: readonly Entry[],
): Promise<string[]> => {
  if (spender === undefined) return [];
  const own = entries.filter((entry) => entry.spender === spender);
  const days = Map.groupBy(own, ({ at, spentAt = at }) => spentAt.slice(0, 10));
  const over = [...days].flatMap(([day, those]) => {
    const sum = those.reduce((credits, { type, amount }) => credits + (type === 'out' ? amount : -amount), 0);
    return sum > PHONE_LIMIT ? [`${day}: a budget of ${PHONE_LIMIT} was overrun with ${sum}`] : [];
  });
  const findings = await auditBudgets(table, ref, [spender]);
  return [...over, ...findings.map(({ code }) => code)];
};
