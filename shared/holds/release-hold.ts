import { instant } from '../kernel/clock.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type Decision, type Done } from '../ledger/run.ts';
import { holdItem } from '../table/items/hold.ts';
import { accountKey, holdKey } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import { holdWrite, seenAs, withRelease, type HoldNow } from './hold.ts';
import type { HoldCaller } from './hold-caller.ts';
import { openHoldIn, type NotOpen } from './open-hold.ts';

/** Gives back what a hold holds. Asked again, it answers as the first time. */
export const releaseHold = <Refused>(
  ledger: Ledger,
  caller: HoldCaller<Refused>,
  id: string,
): Promise<Result<Done<HoldNow>, NotOpen | Refused | RefusalOf<'release'> | Busy>> => {
  const { ref } = caller;
  const key = holdKey(ref, id);
  return run(ledger, {
    keys: [key, accountKey(ref)],
    earlier: (read) => {
      const hold = decode(holdItem, read(key));
      if (hold?.closed?.as !== 'released' || caller.whyNot(hold) !== undefined) return undefined;
      return ok(seenAs(hold, 'released', 0));
    },
    decide: (read, now): Result<Decision<HoldNow, 'release'>, NotOpen | Refused> => {
      const found = openHoldIn(read, caller, id, now);
      if (!found.ok) return found;
      const { hold, held } = found.value;
      const after = withRelease(hold, held, instant(now));
      const change = { kind: 'hold', id, before: hold, after } as const;
      return ok({
        account: ref,
        commands: [{ type: 'release', hold: id }],
        conclude: () => ({
          outcome: seenAs(after, 'released', 0),
          writes: [holdWrite(after), ...caller.audited(change, now)],
        }),
      });
    },
  });
};
