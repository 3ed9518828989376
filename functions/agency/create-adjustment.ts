import type * as z from 'zod';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { movedOnce, type MovedOnce } from '../../shared/account/spend.ts';
import { notBegun, problem } from '../../shared/http/errors.ts';
import { onceAnswer } from '../../shared/http/once-answer.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import type { Command } from '../../shared/ledger/command.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { once } from '../../shared/ledger/once.ts';
import { run, type Decision } from '../../shared/ledger/run.ts';
import { entryLine } from '../../shared/table/items/entry.ts';
import { accountKey, settingsKey } from '../../shared/table/keys.ts';
import { movementChange } from './movement-change.ts';

type Adjustment = z.output<typeof agencyRoutes.createAdjustment.body>;

const commandOf = (adjustment: Adjustment, reference: string): Command => {
  const { amount, reason } = adjustment;
  const said = { kind: 'adjustment', reference, note: reason, amount } as const;
  if (adjustment.type === 'out') return { type: 'debit', ...said };
  const { class: lotClass, expiresAt } = adjustment;
  return { type: 'credit', ...said, class: lotClass, ...(expiresAt !== undefined && { expiresAt }) };
};

export const createAdjustment =
  (ledger: Ledger): Handler<typeof agencyRoutes.createAdjustment> =>
  async ({ caller, params, body, idempotencyKey }) => {
    const { agency } = caller;
    const ref = { agency, account: params.accountId };
    const adjusted = await run(
      ledger,
      once({ ref, name: 'adjustment', idempotencyKey, input: body }, movedOnce, (id) => ({
        keys: [accountKey(ref), settingsKey(agency)],
        decide: (read, now): Result<Decision<MovedOnce>, { code: 'not_found' | 'invalid_request' }> => {
          if (!settingsFrom(read, agency)) return err({ code: 'not_found' });
          const isLate = body.type === 'in' && body.expiresAt !== undefined && body.expiresAt <= instant(now);
          if (isLate) return err({ code: 'invalid_request' });
          return ok({
            account: ref,
            commands: [commandOf(body, id)],
            conclude: ([entry]) => {
              const outcome = { id, entry: entryLine.parse(entry) };
              return { outcome, writes: [movementChange(caller, 'adjustment', ref, outcome, now)] };
            },
          });
        },
      })),
    );
    if (!adjusted.ok && adjusted.error.code === 'not_found') return notBegun;
    if (!adjusted.ok && adjusted.error.code === 'invalid_request') {
      const faults = [{ in: 'body', pointer: '/expiresAt', message: 'must be in the future' }];
      return problem('invalid_request', { extensions: { faults } });
    }
    return onceAnswer(adjusted, (made) => made);
  };
