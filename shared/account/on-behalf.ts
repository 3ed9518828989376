import type { AccountId } from '../kernel/ids.ts';
import { auditLogEntry, type Actor } from '../agency/audit-log.ts';
import type { InvalidBody } from '../agency/read-only.ts';
import { settingsFrom } from '../agency/settings.ts';
import { instant, type Instant } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { lineOf } from '../ledger/entry-line.ts';
import type { CommandOf, RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { once, type KeyReused } from '../ledger/once.ts';
import { type Busy, type Decision, type Done, run } from '../ledger/run.ts';
import type { Payer } from '../spenders/spender.ts';
import type { Guarded } from '../table/guarded.ts';
import type { LotShare } from '../table/items/lot.ts';
import type { OnlyFor } from '../table/items/only-for.ts';
import { accountKey, profileKey, settingsKey } from '../table/keys.ts';
import { movedWithout, spend, type MovedOnce, type Spending, type SpendRefusal } from './spend.ts';

/**
 * Spends credits of an account for its agency's staff, under the rules of the customer's own spends.
 * @param input `spender`: under whose budget
 */
export const spendOnBehalf = (
  ledger: Ledger,
  who: Actor,
  account: AccountId,
  { spender, approved, ...input }: Spending & Partial<Pick<Payer, 'spender' | 'approved'>>,
  idempotencyKey: string,
): Promise<Result<Done<MovedOnce>, SpendRefusal | RefusalOf<'debit'> | Busy>> => {
  const payer = { agency: who.agency, account, spender, approved };
  return spend(ledger, { name: 'agency-spend', payer, by: who.actor, idempotencyKey, input }, (moved) => [
    movementEntry(who, 'spend', account, moved, ledger.now()),
  ]);
};

/** Credits that an agency gives to an account, or takes from it. The history shows the reason. */
export type Adjustment = {
  amount: number;
  reason: string;
  /** The agency's own ID of it; without one, the entry refers to the adjustment. */
  reference?: string | undefined;
  /** What alone the credits may be spent on; of credits taken, those that are restricted so. */
  onlyFor?: OnlyFor;
} & (
  | {
      type: 'in';
      class: LotShare['class'];
      expiresAt?: Instant;
      /** Whether the account may be one that nobody used before. */
      create?: boolean | undefined;
    }
  | { type: 'out' }
);

type Adjusting = 'credit' | 'debit';

export type AdjustRefusal = KeyReused | InvalidBody | { code: 'not_found' | 'unknown_account' };

/** Gives an account credits, or takes some, once. Only on request the account may be one that nobody used before. */
export const adjust = (
  ledger: Ledger,
  who: Actor,
  account: AccountId,
  input: Adjustment,
  idempotencyKey: string,
): Promise<Result<Done<MovedOnce>, AdjustRefusal | RefusalOf<Adjusting> | Busy>> => {
  const { agency } = who;
  const ref = { agency, account };
  const recorded = movedWithout((_, id) => ({ reference: input.reference ?? id, note: input.reason }));
  return run(
    ledger,
    once({ ref, name: 'adjustment', idempotencyKey, input }, recorded, (id) => ({
      keys: [accountKey(ref), settingsKey(agency), profileKey(ref)],
      decide: (read, now): Result<Decision<MovedOnce, Adjusting>, AdjustRefusal> => {
        if (!settingsFrom(read, agency)) return err({ code: 'not_found' });
        const isKnown = [accountKey(ref), profileKey(ref)].some((key) => read(key) !== undefined);
        if (input.type === 'in' && !input.create && !isKnown) return err({ code: 'unknown_account' });
        if (isPast(input, now)) return err(expiryInThePast);
        return ok({
          account: ref,
          commands: [commandOf(input, id)],
          conclude: ([entry]) => {
            const outcome = { id, entry: lineOf(entry) };
            return { outcome, writes: [movementEntry(who, 'adjustment', account, outcome, now)] };
          },
        });
      },
    })),
  );
};

const isPast = (adjustment: Adjustment, now: number): boolean =>
  adjustment.type === 'in' && adjustment.expiresAt !== undefined && adjustment.expiresAt <= instant(now);

const expiryInThePast: InvalidBody = {
  code: 'invalid_request',
  faults: [{ in: 'body', pointer: '/expiresAt', code: 'in_the_past', message: 'must be in the future' }],
};

const commandOf = (adjustment: Adjustment, id: string): CommandOf<Adjusting> => {
  const { amount, reason: note, reference = id, onlyFor } = adjustment;
  const reason = { kind: 'adjustment', reference, note, amount, ...(onlyFor && { onlyFor }) } as const;
  if (adjustment.type === 'out') return { type: 'debit', ...reason };
  const { class: lotClass, expiresAt } = adjustment;
  return {
    type: 'credit',
    ...reason,
    class: lotClass,
    ...(expiresAt !== undefined && { expiresAt }),
  };
};

/** The audit log entry of credits that an agency's staff moved: the balance before, and the entry. */
export const movementEntry = (
  who: Actor,
  kind: 'adjustment' | 'spend' | 'transfer',
  account: AccountId,
  { id, entry }: MovedOnce,
  now: number,
): Guarded => {
  const { type, amount, balance } = entry;
  const before = { account, balance: balance - (type === 'in' ? amount : -amount) };
  return auditLogEntry(who, { kind, id, before, after: { account, balance, entry } }, now);
};
