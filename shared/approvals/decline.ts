import { instant } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type RecordDecision } from '../ledger/run.ts';
import { statusOf } from '../spenders/approval.ts';
import { decisionWrites } from '../spenders/ask.ts';
import type { SpenderCaller } from '../spenders/spender-caller.ts';
import { spenderFrom } from '../spenders/spender.ts';
import { approvalItem, type Approval } from '../table/items/approval.ts';
import { approvalKey, spenderKey } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import { notOpen, type NotOpen } from './read-approvals.ts';

/** Declines what a spender asked for. Asked again, it answers the same. */
export const decline = async <Refused>(
  ledger: Ledger,
  { ref, refusal }: SpenderCaller<Refused>,
  id: string,
): Promise<Result<Approval, Refused | { code: 'not_found' } | NotOpen | Busy>> => {
  if (refusal !== undefined) return err(refusal);
  const key = approvalKey(ref, id);
  const done = await run(ledger, {
    keys: [key],
    linked: (read) => {
      const approval = decode(approvalItem, read(key));
      return approval ? [spenderKey(ref, approval.spender)] : [];
    },
    decide: (read, now): Result<RecordDecision<Approval>, { code: 'not_found' } | NotOpen> => {
      const approval = decode(approvalItem, read(key));
      if (!approval) return err({ code: 'not_found' });
      const at = instant(now);
      const status = statusOf(approval, at);
      if (status === 'declined') return ok({ conclude: () => ({ outcome: approval }) });
      if (status !== 'open') return err(notOpen(status));
      const decided = { as: 'declined', at } as const;
      const writes = decisionWrites(spenderFrom(read, ref, approval.spender), approval, decided);
      return ok({ conclude: () => ({ outcome: { ...approval, decided }, writes }) });
    },
  });
  return done.ok ? ok(done.value.outcome) : done;
};
