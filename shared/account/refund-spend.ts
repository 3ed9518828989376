import { auditLogEntry, type Actor } from '../agency/audit-log.ts';
import type { Instant } from '../kernel/clock.ts';
import type { AccountId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { lineOf } from '../ledger/entry-line.ts';
import type { CommandOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { draw } from '../ledger/lots.ts';
import { once, type KeyReused } from '../ledger/once.ts';
import { type Busy, type Decision, type Done, run } from '../ledger/run.ts';
import { givingBack } from '../spenders/give-back.ts';
import { entryItem, type Entry } from '../table/items/entry.ts';
import { spendRefundItem } from '../table/items/spend-refund.ts';
import { accountKey, entryKey, spendRefundKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { movedWithout, type MovedOnce } from './spend.ts';

/** Which spend is given back, by its entry, and how many of its credits: without an amount, all that are left. */
export type SpendRefund = {
  entry: number;
  at: Instant;
  amount?: number | undefined;
  reason?: string | undefined;
};

type SpendRefundRefusal =
  | KeyReused
  | { code: 'not_found' }
  /** `refundable`: credits of the spend that were not given back yet */
  | { code: 'refund_exceeds_spend'; refundable: number };

/** Gives credits of a spend back to the lots that they came from, last drawn first, and never more than were drawn. */
export const refundSpend = (
  ledger: Ledger,
  who: Actor,
  account: AccountId,
  input: SpendRefund,
  idempotencyKey: string,
): Promise<Result<Done<MovedOnce>, SpendRefundRefusal | { code: 'balance_limit' } | Busy>> => {
  const { agency } = who;
  const ref = { agency, account };
  const keys = {
    spend: entryKey(ref, { number: input.entry, at: input.at }),
    refund: spendRefundKey(ref, input.entry),
  };
  const spentIn = (read: Read) => decode(entryItem, read(keys.spend));
  const recorded = movedWithout((read) => {
    const spent = spentIn(read);
    return spent ? textsOf(spent, input.reason) : {};
  });
  return run(
    ledger,
    once({ ref, name: 'spend-refund', idempotencyKey, input }, recorded, (id) =>
      givingBack(ref, spentIn, {
        keys: [accountKey(ref), keys.spend, keys.refund],
        decide: (read, now): Result<Decision<MovedOnce, 'restore'>, SpendRefundRefusal> => {
          const spent = spentIn(read);
          if (spent?.kind !== 'spend' && spent?.kind !== 'capture') return err({ code: 'not_found' });
          const known = decode(spendRefundItem, read(keys.refund));
          const before = known?.refunded ?? 0;
          const refundable = spent.amount - before;
          const amount = input.amount ?? refundable;
          if (amount === 0 || amount > refundable) return err({ code: 'refund_exceeds_spend', refundable });
          return ok({
            account: ref,
            passesOn: true,
            commands: [restoreOf(spent, before, amount, input.reason)],
            conclude: ([restored]) => {
              const outcome = { id, entry: lineOf(restored) };
              const item = { entry: spent.number, refunded: before + amount };
              const change = {
                kind: 'spend_refund',
                id,
                before: { account, spend: spent.number, refunded: before },
                after: { account, spend: spent.number, refunded: item.refunded, entry: outcome.entry },
              } as const;
              const version = known?.version ?? 0;
              return {
                outcome,
                writes: [
                  { key: keys.refund, schema: spendRefundItem, item, version },
                  auditLogEntry(who, change, now),
                ],
              };
            },
          });
        },
      }),
    ),
  );
};

/** The shares that this refund gives back: of the lots in reverse order, those after what was given back before. */
const restoreOf = (
  spent: Entry,
  before: number,
  amount: number,
  note: string | undefined,
): CommandOf<'restore'> => ({
  type: 'restore',
  kind: 'spend_refund',
  ...textsOf(spent, note),
  lots: draw(draw(spent.lots.toReversed(), before).left, amount).taken.toReversed(),
});

/** The refund is named as the spend is. */
const textsOf = ({ reference, label }: Entry, note: string | undefined) => ({
  reference,
  ...(label !== undefined && { label }),
  ...(note !== undefined && { note }),
});
