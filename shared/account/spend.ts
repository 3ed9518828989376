import * as z from 'zod';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Command } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { runOnce, type OperationError, type OperationRequest } from '../ledger/operation.ts';
import type { Guarded } from '../table/guarded.ts';
import { entryLine } from '../table/items/entry.ts';
import { settingsKey } from '../table/keys.ts';
import { settingsFrom } from '../agency/settings.ts';

/** What a customer or the agency spends credits on. */
export type Spending = { amount: number; reference: string; note?: string | undefined };

/** What an operation that makes one entry comes to. */
export const movedOnce = z.object({ id: z.string(), entry: entryLine });

export type MovedOnce = z.infer<typeof movedOnce>;

export type SpendError = OperationError | { code: 'not_found' | 'credit_payments_disabled' };

/**
 * Spends credits of an account once, where the agency takes credits at all.
 * @param name of the operation: whoever spends has Idempotency-Keys of their own
 * @param besides what else must be true exactly when the credits are spent
 */
export const spend = async (
  ledger: Ledger,
  request: Omit<OperationRequest, 'input' | 'name'> & { name: 'spend' | 'agency-spend'; input: Spending },
  besides: (moved: MovedOnce) => readonly Guarded[] = () => [],
): Promise<Result<{ outcome: MovedOnce; replayed: boolean }, SpendError>> => {
  const { amount, reference, note } = request.input;
  const { agency } = request.ref;
  const debit: Command = {
    type: 'debit',
    kind: 'spend',
    amount,
    reference,
    ...(note !== undefined && { note }),
  };
  return await runOnce(ledger, request, {
    keys: [settingsKey(agency)],
    outcome: movedOnce,
    decide: (read) => {
      const settings = settingsFrom(read, agency);
      if (!settings) return err({ code: 'not_found' as const });
      if (!settings.creditPayments) return err({ code: 'credit_payments_disabled' as const });
      return ok({
        commands: [debit],
        conclude: ({ entries }, id) => {
          const outcome = { id, entry: entryLine.parse(entries.at(-1)) };
          return { outcome, writes: besides(outcome) };
        },
      });
    },
  });
};
