import { zoneIn } from '../agency/settings.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type RecordDecision } from '../ledger/run.ts';
import { accountAllowancesKey, settingsKey } from '../table/keys.ts';
import {
  allowanceFor,
  allowanceKeysOf,
  allowancesOf,
  listedWrite,
  membershipWrites,
  unlistedWrites,
} from './membership.ts';

/**
 * Moves the allowances of an account that merged to the account that it merged into: each goes on there with its next period. One
 * that both get goes on as that account's own, so that a customer gets it once.
 */
export const moveAllowances = async (
  ledger: Ledger,
  old: AccountRef,
  heir: AccountRef,
): Promise<Result<undefined, Busy>> => {
  const done = await run(ledger, {
    keys: [accountAllowancesKey(old), accountAllowancesKey(heir), settingsKey(old.agency)],
    linked: (read) => [old, heir].flatMap((ref) => allowanceKeysOf(read, ref)),
    decide: (read): Result<RecordDecision<boolean>, never> => {
      const [theirs, mine] = [allowancesOf(read, old), allowancesOf(read, heir)];
      if (theirs.allowances.length === 0) return ok({ conclude: () => ({ outcome: true }) });
      const zone = zoneIn(read, old);
      const isThere = mine.allowances.every((one) => allowanceFor(read, heir, one));
      // A line of a deleted allowance goes before one of the same name is written.
      if (!isThere)
        return ok({
          conclude: () => ({
            outcome: false,
            writes: membershipWrites(read, mine, mine.allowances, zone),
          }),
        });
      const own = new Set(mine.allowances.flatMap(({ id, until }) => (until === undefined ? id : [])));
      const moved = theirs.allowances.filter((one) => !own.has(one.id) && allowanceFor(read, old, one));
      return ok({
        conclude: () => ({
          outcome: true,
          writes: [
            ...membershipWrites(read, theirs, [], zone),
            ...theirs.allowances.flatMap((one) => unlistedWrites(old, one)),
            ...(moved.length > 0 ? membershipWrites(read, mine, [...mine.allowances, ...moved], zone) : []),
            ...moved.flatMap((one) => (one.until === undefined ? listedWrite(heir, one) : [])),
          ],
        }),
      });
    },
  });
  if (!done.ok) return done;
  return done.value.outcome ? ok(undefined) : await moveAllowances(ledger, old, heir);
};
