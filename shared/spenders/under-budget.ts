import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Command, CommandOf, RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import {
  run,
  type AnyDecision,
  type Busy,
  type Conclusion,
  type Decision,
  type Done,
  type Operation,
} from '../ledger/run.ts';
import type { Guarded } from '../table/guarded.ts';
import { entryPlace, type Entry } from '../table/items/entry.ts';
import { approvalItem, type Approval, type Wish } from '../table/items/approval.ts';
import { approvalKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { approvalIdOf, approvalPointerWrite, approvalWrite, type Spending } from './approval.ts';
import { ask, decisionWrites, whyNotAdmitted, type ApprovalRefusal } from './ask.ts';
import { counted, whyNot, type LimitRefusal } from './budget.ts';
import { budgetIn, budgetKeys, creditsOf, spenderWrite, type Payer } from './spender.ts';

/** Why nothing is spent under a budget. */
export type BudgetRefusal = LimitRefusal | ApprovalRefusal;

/**
 * Runs an operation under the budget of who pays: what it debits and holds counts against the limits, in its own
 * transaction, and is refused beyond them. Where the spender may ask, the owner of the account is asked instead. Without a
 * spender it runs as it is.
 * @param wish what the owner's approval runs again; undefined for what the owner is never asked for
 */
export const runUnderBudget = async <Outcome, Refused, Type extends Command['type'] = never>(
  ledger: Ledger,
  { spender, approved, ...ref }: Payer,
  wish: Wish | undefined,
  operation: Operation<Outcome, Refused, Type>,
): Promise<Result<Done<Outcome>, Refused | BudgetRefusal | RefusalOf<Type> | Busy>> => {
  if (spender === undefined) return await run(ledger, operation);
  const asking = { wish, isApproved: approved === true };
  const done = await run(ledger, underBudget(ref, spender, asking, operation));
  if (!done.ok) return done;
  const { outcome, ...how } = done.value;
  if ('done' in outcome) return ok({ ...how, outcome: outcome.done });
  const { id: approval, endsAt } = outcome.asked;
  return err(ledger.dryRun ? outcome.because : { code: 'approval_pending', approval, endsAt });
};

/** What an operation came to, or what it waits for. */
type Budgeted<Outcome> = { done: Outcome } | { asked: Approval; because: LimitRefusal };

type Asking = { wish: Wish | undefined; isApproved: boolean };

/**
 * The account's item says what the spender's open holds hold, the spender's what it has spent and asked for. Each such
 * operation writes both, guarded by the versions that were read, so that of any number at the same time none sees an old sum.
 */
const underBudget = <Outcome, Refused, Type extends Command['type']>(
  ref: AccountRef,
  id: string,
  { wish, isApproved }: Asking,
  operation: Operation<Outcome, Refused, Type>,
): Operation<Budgeted<Outcome>, Refused | BudgetRefusal, Type> => {
  const approvalAt = wish && approvalKey(ref, approvalIdOf(ref, id, wish));
  const approvalIn = (read: Read) => approvalAt && decode(approvalItem, read(approvalAt));
  return {
    ...operation,
    keys: [...operation.keys, ...budgetKeys(ref, id), ...(approvalAt ? [approvalAt] : [])],
    earlier: (read) => {
      const earlier = operation.earlier?.(read);
      return earlier?.ok ? ok({ done: earlier.value }) : earlier;
    },
    decide: (read, now): Result<AnyDecision<Budgeted<Outcome>, Type>, Refused | BudgetRefusal> => {
      const decided = operation.decide(read, now);
      if (!decided.ok) return decided;
      const decision = decided.value;
      if (!decision.account) return ok({ conclude: () => recordDone(decision.conclude()) });
      const spending = spendingOf(decision.commands);
      if (spending.length === 0) return ok(asDone(decision));
      const found = budgetIn(read, ref, id, now);
      if (!found) return err({ code: 'unknown_spender' });
      const { spender, used, at } = found;
      const approval = approvalIn(read);
      const standing = whyNotAdmitted(approval, at, isApproved);
      if (standing) return err(standing);
      const amount = creditsOf(spending);
      const purposes = spending.map(({ purpose = {} }) => purpose);
      const because = isApproved ? undefined : whyNot(spender, used, amount, purposes);
      if (because) {
        if (!wish || spender.above !== 'ask') return err(because);
        const asked = ask(spender, wish, { spending, at, before: approval, read });
        if (!asked.ok) return asked;
        return ok({
          conclude: () => ({
            outcome: { asked: asked.value.approval, because },
            writes: [
              approvalWrite(asked.value.approval),
              approvalPointerWrite(asked.value.approval),
              spenderWrite(asked.value.spender),
            ],
          }),
        });
      }
      const spent = creditsOf(spending.filter(({ type }) => type === 'debit'));
      const after = counted(spender, used, { spent, held: used.held + amount - spent });
      const writes = (entry: Entry | undefined) =>
        isApproved && approval
          ? decisionWrites(after, approval, {
              as: 'approved',
              at,
              ...(entry && { entry: entryPlace.parse(entry) }),
            })
          : [spenderWrite(after)];
      return ok(
        asDone({ ...decision, commands: decision.commands.map((command) => spentBy(command, id)) }, writes),
      );
    },
  };
};

const recordDone = <Outcome>({ outcome, ...written }: Conclusion<Outcome>) => ({
  ...written,
  outcome: { done: outcome },
});

/** The decision as one that is done, with what else it writes. */
const asDone = <Outcome, Type extends Command['type']>(
  { conclude, ...decision }: Decision<Outcome, Type>,
  more: (entry: Entry | undefined) => readonly Guarded[] = () => [],
): Decision<Budgeted<Outcome>, Type> => ({
  ...decision,
  conclude: (posted, onward) => {
    const { outcome, writes = [] } = conclude(posted, onward);
    return { outcome: { done: outcome }, writes: [...writes, ...more(posted[0])] };
  },
});

const spendingOf = (commands: readonly Command[]): Spending[] =>
  commands.filter((command) => command.type === 'debit' || command.type === 'hold');

const spentBy = <Type extends Command['type']>(command: CommandOf<Type>, spender: string): CommandOf<Type> =>
  command.type === 'debit' || command.type === 'hold' ? { ...command, spender } : command;
