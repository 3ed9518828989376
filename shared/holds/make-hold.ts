import { settingsFrom } from '../agency/settings.ts';
import { canonicalHash } from '../kernel/canonical.ts';
import { instant } from '../kernel/clock.ts';
import { operationId, type AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { earlierRecord } from '../ledger/earlier-record.ts';
import type { KeyReused } from '../ledger/once.ts';
import type { Busy, Decision, Done } from '../ledger/run.ts';
import { runUnderBudget, type BudgetRefusal } from '../spenders/under-budget.ts';
import { holdItem, type Hold } from '../table/items/hold.ts';
import { accountKey, holdKey, settingsKey } from '../table/keys.ts';
import { holdWrite, seenAs, type HoldNow } from './hold.ts';
import type { HoldCaller } from './hold-caller.ts';

/** Which credits are set aside, what for, and for how long. */
export type HoldRequest = {
  amount: number;
  reference: string;
  note?: string | undefined;
  /** Until the hold ends. */
  seconds: number;
};

export type HoldRefusal = KeyReused | BudgetRefusal | { code: 'not_found' | 'credit_payments_disabled' };

/**
 * Sets credits of an account aside, where the agency takes credits at all. The hold is its own record: its id follows from
 * the Idempotency-Key, and a repetition answers the hold as it was made.
 */
export const makeHold = (
  ledger: Ledger,
  { ref, side, by, spender, approved, audited }: HoldCaller<unknown>,
  input: HoldRequest,
  idempotencyKey: string,
): Promise<Result<Done<HoldNow>, HoldRefusal | RefusalOf<'hold'> | Busy>> => {
  const idOf = (of: AccountRef): string => operationId('hold', of, side, idempotencyKey);
  const id = idOf(ref);
  const earlier = earlierRecord(ref, (of) => holdKey(of, idOf(of)), holdItem);
  const inputHash = canonicalHash({ ...input, ...(spender !== undefined && { spender }) });
  return runUnderBudget(
    ledger,
    { ...ref, spender, approved },
    { kind: 'hold', by, key: idempotencyKey, ...input },
    {
      keys: [holdKey(ref, id), accountKey(ref), settingsKey(ref.agency)],
      linked: earlier.keysIn,
      earlier: (read) => {
        const hold = earlier.foundIn(read);
        if (!hold) return undefined;
        return hold.inputHash === inputHash ? ok(asMade(hold)) : err({ code: 'idempotency_key_reused' });
      },
      decide: (read, now): Result<Decision<HoldNow, 'hold'>, HoldRefusal> => {
        const settings = settingsFrom(read, ref.agency);
        if (!settings) return err({ code: 'not_found' });
        if (!settings.creditPayments) return err({ code: 'credit_payments_disabled' });
        const { amount, seconds, reference, note } = input;
        const endsAt = instant(now + seconds * 1000);
        const hold: Hold = {
          id,
          ...ref,
          version: 0,
          madeBy: side,
          ...(spender !== undefined && { spender }),
          amount,
          reference,
          ...(note !== undefined && { note }),
          createdAt: instant(now),
          endsAt,
          inputHash,
          captures: [],
        };
        return ok({
          account: ref,
          commands: [{ type: 'hold', hold: id, amount, endsAt }],
          conclude: () => ({
            outcome: asMade(hold),
            writes: [holdWrite(hold), ...audited({ kind: 'hold', id, before: undefined, after: hold }, now)],
          }),
        });
      },
    },
  );
};

const asMade = ({ closed: _, ...hold }: Hold): HoldNow =>
  seenAs({ ...hold, captures: [] }, 'open', hold.amount);
