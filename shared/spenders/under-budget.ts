import type { AccountRef } from '../kernel/ids.ts';
import { err, ok } from '../kernel/result.ts';
import { accountFrom, timeOf } from '../ledger/account.ts';
import type { Command, CommandOf } from '../ledger/command.ts';
import type { Operation } from '../ledger/run.ts';
import type { Spender } from '../table/items/spender.ts';
import { accountKey, settingsKey, spenderKey, type Key } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { counted, usedOf, whyNot, type BudgetRefusal, type Used } from './budget.ts';
import { spenderFrom, writing, zoneIn } from './spender.ts';

/**
 * An operation under a spender's budget: what it debits and holds counts against the limits, in its own transaction, and
 * is refused beyond them. Without a spender it is as it was.
 *
 * The account's item says what the spender's open holds hold, the spender's what it has spent. Each such operation writes
 * both, guarded by the versions that were read, so that of any number at the same time none sees an old sum.
 */
export const underBudget = <Outcome, Refused, Type extends Command['type']>(
  ref: AccountRef,
  spender: string | undefined,
  operation: Operation<Outcome, Refused, Type>,
): Operation<Outcome, Refused | BudgetRefusal, Type> =>
  spender === undefined
    ? operation
    : {
        ...operation,
        keys: [...operation.keys, ...budgetKeys(ref, spender)],
        decide: (read, now) => {
          const decided = operation.decide(read, now);
          if (!decided.ok || !decided.value.account) return decided;
          const decision = decided.value;
          const commands: readonly Command[] = decision.commands;
          const asked = commands.filter(isSpending);
          if (asked.length === 0) return decided;
          const found = budgetIn(read, ref, spender, now);
          if (!found) return err({ code: 'unknown_spender' });
          const amount = creditsOf(asked);
          const purposes = asked.map(({ purpose = {} }) => purpose);
          const refusal = whyNot(found.spender, found.used, amount, purposes);
          if (refusal) return err(refusal);
          const spent = creditsOf(asked.filter(({ type }) => type === 'debit'));
          const held = found.used.held + amount - spent;
          return ok({
            ...writing(decision, counted(found.spender, found.used, { spent, held })),
            commands: decision.commands.map((command) => spentBy(command, spender)),
          });
        },
      };

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
    const spent = creditsOf(commands.filter(isCapture));
    if (spent === 0) return decided;
    const after = counted(found.spender, found.used, { spent, held: found.used.held - spent });
    return ok(writing(decided.value, after));
  },
});

/** What must be read to spend under a budget. */
export const budgetKeys = (ref: AccountRef, spender: string | undefined): Key[] =>
  spender === undefined ? [] : [spenderKey(ref, spender), settingsKey(ref.agency)];

/** A spender, and what it has used. @returns undefined where there is none, or no more */
export const budgetIn = (
  read: Read,
  ref: AccountRef,
  id: string,
  now: number,
): { spender: Spender; used: Used } | undefined => {
  const spender = spenderFrom(read, ref, id);
  if (!spender) return undefined;
  const account = accountFrom(ref, read(accountKey(ref)));
  return { spender, used: usedOf(spender, account, zoneIn(read, ref), timeOf(account, now)) };
};

const isSpending = (command: Command): command is CommandOf<'debit' | 'hold'> =>
  command.type === 'debit' || command.type === 'hold';

const isCapture = (command: Command): command is CommandOf<'capture'> => command.type === 'capture';

const creditsOf = (commands: readonly { amount: number }[]): number =>
  commands.reduce((sum, { amount }) => sum + amount, 0);

const spentBy = <Type extends Command['type']>(command: CommandOf<Type>, spender: string): CommandOf<Type> =>
  isSpending(command) ? { ...command, spender } : command;
