import * as z from 'zod';
import { err, ok, type Result } from '../kernel/result.ts';
import { lineOf } from '../ledger/entry-line.ts';
import type { CommandOf, RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { withoutTexts } from '../ledger/erase-texts.ts';
import { once, type KeyedRequest, type KeyReused, type Recorded } from '../ledger/once.ts';
import type { Busy, Decision, Done } from '../ledger/run.ts';
import type { Guarded } from '../table/guarded.ts';
import { entryLine } from '../table/items/entry.ts';
import { accountKey, settingsKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { settingsFrom } from '../agency/settings.ts';
import type { Payer } from '../spenders/spender.ts';
import { runUnderBudget, type BudgetRefusal } from '../spenders/under-budget.ts';

/** What a customer or the agency spends credits on. */
export type Spending = { amount: number; reference: string; note?: string | undefined };

/** What an operation that makes one entry comes to. */
export const movedOnce = z.object({ id: z.string(), entry: entryLine });

export type MovedOnce = z.infer<typeof movedOnce>;

type Texts = Partial<Pick<MovedOnce['entry'], 'reference' | 'note' | 'label'>>;

/** The same as a record keeps it. @param textsFor the texts of the entry, as another request under the same key has them */
export const movedWithout = (textsFor: (read: Read, id: string) => Texts): Recorded<MovedOnce> => ({
  schema: movedOnce,
  without: ({ id, entry }) => ({ id, entry: withoutTexts(entry) }),
  restored: ({ id, entry }, read) => ({ id, entry: { ...entry, ...textsFor(read, id) } }),
});

export type SpendRefusal = KeyReused | BudgetRefusal | { code: 'not_found' | 'credit_payments_disabled' };

/**
 * Spends credits of an account once, where the agency takes credits at all.
 * @param request `name`: separates the Idempotency-Keys of agency and customer
 * @param besides what else must be true exactly when the credits are spent
 */
export const spend = (
  ledger: Ledger,
  {
    name,
    payer,
    by,
    idempotencyKey,
    input,
  }: Pick<KeyedRequest, 'idempotencyKey'> & {
    name: 'spend' | 'agency-spend';
    input: Spending;
    payer: Payer;
    /** Who spends for the agency. */
    by?: string;
  },
  besides: (moved: MovedOnce) => readonly Guarded[] = () => [],
): Promise<Result<Done<MovedOnce>, SpendRefusal | RefusalOf<'debit'> | Busy>> => {
  const { agency, account, spender } = payer;
  const ref = { agency, account };
  return runUnderBudget(
    ledger,
    payer,
    { kind: 'spend', by, key: idempotencyKey, ...input },
    once(
      { ref, name, idempotencyKey, input: { ...input, ...(spender !== undefined && { spender }) } },
      movedWithout(() => textsOf(input)),
      (id) => ({
        keys: [accountKey(ref), settingsKey(ref.agency)],
        decide: (read): Result<Decision<MovedOnce, 'debit'>, SpendRefusal> => {
          const settings = settingsFrom(read, ref.agency);
          if (!settings) return err({ code: 'not_found' });
          if (!settings.creditPayments) return err({ code: 'credit_payments_disabled' });
          return ok({
            account: ref,
            commands: [debitFor(input)],
            conclude: ([entry]) => {
              const outcome = { id, entry: lineOf(entry) };
              return { outcome, writes: besides(outcome) };
            },
          });
        },
      }),
    ),
  );
};

const debitFor = (input: Spending): CommandOf<'debit'> => ({
  type: 'debit',
  kind: 'spend',
  amount: input.amount,
  ...textsOf(input),
});

const textsOf = ({ reference, note }: Spending) => ({ reference, ...(note !== undefined && { note }) });
