import type { AccountRef } from '../kernel/ids.ts';
import type { Purpose } from '../ledger/purpose.ts';
import type { Guarded } from '../table/guarded.ts';
import type { Spender } from '../table/items/spender.ts';
import type { Read } from '../table/read.ts';
import { counted, whyNot, type LimitRefusal, type Used } from './budget.ts';
import { budgetIn, spenderWrite } from './spender.ts';

/** Spending of several spenders in one transaction, each within what the earlier ones left. */
export type Budgets = {
  /** Why so many credits can't be spent for this; undefined where they can. */
  whyNot: (spender: string, credits: number, purpose: Purpose) => LimitRefusal | undefined;
  /** Counts credits that are spent. */
  count: (spender: string, credits: number) => void;
  /** Of the spenders that have spent. */
  writes: () => Guarded[];
};

/** @param now milliseconds since the epoch */
export const budgetsFor = (read: Read, ref: AccountRef, now: number): Budgets => {
  const known = new Map<string, { spender: Spender; used: Used } | undefined>();
  const spent = new Set<string>();
  const find = (id: string) => {
    if (!known.has(id)) known.set(id, budgetIn(read, ref, id, now));
    return known.get(id);
  };
  return {
    whyNot: (id, credits, purpose) => {
      const found = find(id);
      return found ? whyNot(found.spender, found.used, credits, [purpose]) : { code: 'unknown_spender' };
    },
    count: (id, credits) => {
      const found = find(id);
      if (!found || credits === 0) return;
      const { held } = found.used;
      const spender = counted(found.spender, found.used, { spent: credits, held });
      known.set(id, { spender, used: { day: spender.day, month: spender.month, held } });
      spent.add(id);
    },
    writes: () =>
      [...spent].flatMap((id) => {
        const found = known.get(id);
        return found ? spenderWrite(found.spender) : [];
      }),
  };
};
