import type { Instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { ok } from '../kernel/result.ts';
import type { Command, CommandOf } from '../ledger/command.ts';
import { total } from '../ledger/lots.ts';
import type { Operation } from '../ledger/run.ts';
import type { Entry } from '../table/items/entry.ts';
import type { CountedPeriod, Spender } from '../table/items/spender.ts';
import { spenderKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { spenderFrom, writing } from './spender.ts';

/**
 * An operation that gives credits of a spend back: they no longer count in the periods in which they were spent, as far as
 * these are still counted. A new day or month is not enlarged by what was spent before.
 * @param spentIn the entry of what is given back
 */
export const givingBack = <Outcome, Refused, Type extends Command['type']>(
  ref: AccountRef,
  spentIn: (read: Read) => Entry | undefined,
  operation: Operation<Outcome, Refused, Type>,
): Operation<Outcome, Refused, Type> => ({
  ...operation,
  linked: (read, isFirstLook) => {
    const spender = spentIn(read)?.spender;
    const more = operation.linked?.(read, isFirstLook) ?? [];
    return spender === undefined ? more : [...more, spenderKey(ref, spender)];
  },
  decide: (read, now) => {
    const decided = operation.decide(read, now);
    const spent = spentIn(read);
    if (!decided.ok || !decided.value.account || spent?.spender === undefined) return decided;
    const decision = decided.value;
    const { spender: id, at } = spent;
    const before = spenderFrom(read, ref, id);
    const after = before && without(before, restoredBy(decision.commands), at);
    return ok({
      ...(after ? writing(decision, after) : decision),
      commands: decision.commands.map((command) => ofSpend(command, id, at)),
    });
  },
});

const restoredBy = (commands: readonly Command[]): number =>
  total(commands.flatMap((command) => (command.type === 'restore' ? command.lots : [])));

/** @returns undefined where nothing of it is counted any more */
const without = (spender: Spender, amount: number, at: Instant): Spender | undefined => {
  const counts = ({ from, until }: CountedPeriod): boolean => from <= at && at < until;
  const lessIn = (period: CountedPeriod): CountedPeriod =>
    counts(period) ? { ...period, spent: period.spent - amount } : period;
  const { day, month } = spender;
  return counts(day) || counts(month) ? { ...spender, day: lessIn(day), month: lessIn(month) } : undefined;
};

const ofSpend = <Type extends Command['type']>(
  command: CommandOf<Type>,
  spender: string,
  spentAt: Instant,
): CommandOf<Type> => (command.type === 'restore' ? { ...command, spender, spentAt } : command);
