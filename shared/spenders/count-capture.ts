import type { AccountRef } from '../kernel/ids.ts';
import { ok } from '../kernel/result.ts';
import type { Command } from '../ledger/command.ts';
import type { Operation } from '../ledger/run.ts';
import type { Read } from '../table/read.ts';
import { counted } from './budget.ts';
import { budgetIn, budgetKeys, creditsOf, writing } from './spender.ts';

/**
 * A capture of a hold that may be under a budget, or its release, which needs no write of the spender's. It is part of what was held, so that it is never refused: its credits
 * are spent from now on, in the period of the capture, and no longer held.
 * @param hold `spenderOf`: whom the hold names; `expected`: who it probably is, which saves a read
 */
export const countingCapture = <Outcome, Refused, Type extends 'capture' | 'release'>(
  ref: AccountRef,
  hold: { expected: string | undefined; spenderOf: (read: Read) => string | undefined },
  operation: Operation<Outcome, Refused, Type>,
): Operation<Outcome, Refused, Type> => ({
  ...operation,
  keys: [...operation.keys, ...budgetKeys(ref, hold.expected)],
  linked: (read, isFirstLook) => [
    ...(operation.linked?.(read, isFirstLook) ?? []),
    ...budgetKeys(ref, hold.spenderOf(read)),
  ],
  decide: (read, now) => {
    const decided = operation.decide(read, now);
    if (!decided.ok || !decided.value.account) return decided;
    const spender = hold.spenderOf(read);
    // What was held for a spender who is no more can still be captured.
    const found = spender === undefined ? undefined : budgetIn(read, ref, spender, now);
    if (!found) return decided;
    const commands: readonly Command[] = decided.value.commands;
    const spent = creditsOf(commands.filter((command) => command.type === 'capture'));
    if (spent === 0) return decided;
    const after = counted(found.spender, found.used, { spent, held: found.used.held - spent });
    return ok(writing(decided.value, after));
  },
});
