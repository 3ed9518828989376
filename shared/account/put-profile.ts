import type { Actor } from '../agency/audit-log.ts';
import type { DecidedChange } from '../agency/change.ts';
import { putRecord, type HeldAgainst } from '../agency/crud.ts';
import type { PreconditionRefusal, Preconditions } from '../agency/etag.ts';
import { readOnlyRefusal, type InvalidBody } from '../agency/read-only.ts';
import type { AccountId, AccountRef } from '../kernel/ids.ts';
import { err, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { refuseMerged } from '../ledger/merged.ts';
import type { Busy } from '../ledger/run.ts';
import type { Profile } from '../table/items/profile.ts';
import { accountKey } from '../table/keys.ts';
import { profileResource } from './profile.ts';

/** Creates or replaces an account's profile, which needs no entry yet. */
export const putProfile = async (
  ledger: Ledger,
  who: Actor,
  account: AccountId,
  {
    account: given,
    ...fields
  }: Omit<Profile, 'agency' | 'account' | 'version'> & {
    account?: AccountId | undefined;
  },
  preconditions: Preconditions,
): Promise<Result<DecidedChange<Profile>, InvalidBody | PreconditionRefusal | Busy>> => {
  const edited = readOnlyRefusal({ account: given }, { account });
  if (edited) return err(edited);
  const ref = { agency: who.agency, account };
  const wanted = { ...fields, ...ref, version: 0 };
  return await putRecord(ledger, who, profileResource(ref), wanted, preconditions, unmerged(ref));
};

const unmerged = (ref: AccountRef): HeldAgainst<never> => ({
  keys: [accountKey(ref)],
  refuse: (read) => refuseMerged(read, ref),
});
