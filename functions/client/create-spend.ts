import { settingsFrom } from '../../shared/catalog/settings.ts';
import { problem } from '../../shared/http/errors.ts';
import { refused } from '../../shared/http/ledger-problems.ts';
import type { Operation } from '../../shared/http/route.ts';
import { spendView } from '../../shared/http/routes/views.ts';
import type { clientRoutes } from '../../shared/http/routes/client.ts';
import type { Command } from '../../shared/ledger/command.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { runOnce } from '../../shared/ledger/operation.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import { settingsKey } from '../../shared/table/keys.ts';

export const createSpend =
  (ledger: Ledger): Operation<typeof clientRoutes.createSpend> =>
  async ({ caller, body, idempotencyKey }) => {
    const { amount, reference, note } = body;
    const debit: Command = {
      type: 'debit',
      kind: 'spend',
      amount,
      reference,
      ...(note !== undefined && { note }),
    };
    const spent = await runOnce(
      ledger,
      { ref: caller, name: 'spend', idempotencyKey, input: body },
      {
        keys: [settingsKey(caller.agency)],
        outcome: spendView,
        decide: (read) => {
          const settings = settingsFrom(read, caller.agency);
          if (!settings) return err({ code: 'not_found' as const });
          if (!settings.creditPayments) return err({ code: 'credit_payments_disabled' as const });
          return ok({
            commands: [debit],
            conclude: ({ entries }, id) => ({
              outcome: { id, entry: spendView.shape.entry.parse(entries.at(-1)) },
            }),
          });
        },
      },
    );
    if (spent.ok) {
      const { outcome, replayed } = spent.value;
      return { status: 201, body: outcome, ...(replayed && { headers: { 'idempotent-replayed': 'true' } }) };
    }
    switch (spent.error.code) {
      case 'refused':
        return refused(spent.error.refusal);
      default:
        return problem(spent.error.code);
    }
  };
