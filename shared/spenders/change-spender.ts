import { isDeepStrictEqual } from 'node:util';
import { instant } from '../kernel/clock.ts';
import { ERASED } from '../kernel/text.ts';
import { readOnlyRefusal, type InvalidBody } from '../agency/read-only.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type RecordDecision } from '../ledger/run.ts';
import type { CountedPeriod, Spender } from '../table/items/spender.ts';
import { spenderIndexKey, spenderKey, spenderKeyIndexKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import type { SpenderInput } from './make-spender.ts';
import type { SpenderCaller } from './spender-caller.ts';
import { keysIn, revocation } from './spender-keys.ts';
import { etagOfSpender } from './spender-etag.ts';
import { spenderFrom, spenderIndex, spenderNow, spenderWrite, usedKeys, type SpenderNow } from './spender.ts';

/** What a body may hold of what was read. */
type SpenderGiven = { id?: string | undefined; createdAt?: string | undefined };

type ChangeRefusal = InvalidBody | { code: 'not_found' | 'precondition_failed' };

/**
 * Sets what a spender may do from now on. What it has spent stays counted.
 * @param tags the ETags that it must have; without them, the later of two changes holds
 */
export const changeSpender = async <Refused>(
  ledger: Ledger,
  caller: SpenderCaller<Refused>,
  id: string,
  { name, kind, limits, onlyFor, above, ...given }: SpenderInput & SpenderGiven,
  tags?: readonly string[],
): Promise<Result<SpenderNow, Refused | ChangeRefusal | Busy>> => {
  if (caller.refusal !== undefined) return err(caller.refusal);
  const { ref, audited } = caller;
  const done = await run(ledger, {
    keys: [spenderKey(ref, id), ...usedKeys(ref)],
    decide: (read, now): Result<RecordDecision<SpenderNow>, ChangeRefusal> => {
      const before = spenderFrom(read, ref, id);
      if (!before) return err({ code: 'not_found' });
      const edited = readOnlyRefusal({ id: given.id, createdAt: given.createdAt }, before);
      if (edited) return err(edited);
      const { onlyFor: _, above: _above, ...kept } = before;
      const after: Spender = {
        ...kept,
        name,
        kind,
        limits,
        ...(onlyFor && { onlyFor }),
        ...(above && { above }),
        // Another limit is warned of again.
        day: toldOf(before.day, limits.perDay === before.limits.perDay),
        month: toldOf(before.month, limits.perMonth === before.limits.perMonth),
      };
      const outcome = spenderNow(after, read, now);
      if (isDeepStrictEqual(before, after)) return ok({ conclude: () => ({ outcome }) });
      if (tags?.includes(etagOfSpender(before)) === false) return err({ code: 'precondition_failed' });
      const writes = [spenderWrite(after), ...audited({ kind: 'spender', id, before, after }, now)];
      return ok({ conclude: () => ({ outcome, writes }) });
    },
  });
  return done.ok ? ok(done.value.outcome) : done;
};

const toldOf = (period: CountedPeriod, isSameLimit: boolean): CountedPeriod => {
  const { warned: _warned, reached: _reached, ...untold } = period;
  return isSameLimit ? period : untold;
};

/** Removes a spender with its keys: from then on nobody spends for it. Its open holds stay. */
export const removeSpender = async <Refused>(
  ledger: Ledger,
  caller: SpenderCaller<Refused>,
  id: string,
): Promise<Result<undefined, Refused | { code: 'not_found' } | Busy>> => {
  if (caller.refusal !== undefined) return err(caller.refusal);
  const { ref, audited } = caller;
  const done = await run(ledger, {
    keys: [spenderKey(ref, id), spenderIndexKey(ref), spenderKeyIndexKey(ref)],
    linked: (read) => keysIn(read, ref),
    decide: (read, now): Result<RecordDecision<undefined>, { code: 'not_found' }> => {
      const before = spenderFrom(read, ref, id);
      if (!before) return err({ code: 'not_found' });
      const index = spenderIndex(read, ref);
      const writes = [
        spenderWrite({ ...before, name: ERASED, removedAt: instant(now) }),
        index.write(index.ids.filter((one) => one !== id)),
        ...revocation(read, ref, ({ spender }) => spender === id, now).writes,
        ...audited({ kind: 'spender', id, before, after: undefined }, now),
      ];
      return ok({ conclude: () => ({ outcome: undefined, writes }) });
    },
  });
  return done.ok ? ok(undefined) : done;
};

/** Removes all spenders of an account, whose names are somebody's: for its erasure. Asked again, it goes on. */
export const removeAllSpenders = async (
  ledger: Ledger,
  ref: AccountRef,
): Promise<Result<undefined, Busy>> => {
  const index = await readTogether(ledger.table, [spenderIndexKey(ref)]);
  for (const id of spenderIndex(index, ref).ids) {
    const removed = await removeSpender(ledger, erasing(ref), id);
    if (!removed.ok && removed.error.code === 'busy') return err({ code: 'busy' });
  }
  return ok(undefined);
};

/** Its own audit log entry says what an erasure removes. */
const erasing = ({ agency, account }: AccountRef): SpenderCaller<never> => ({
  ref: { agency, account },
  side: 'agency',
  refusal: undefined,
  audited: () => [],
});
