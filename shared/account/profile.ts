import type { Resource } from '../agency/resource.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { removal, type Guarded, type Removal } from '../table/guarded.ts';
import { profileField, profileFieldItem, profileItem, type Profile } from '../table/items/profile.ts';
import { profileFieldKey, profileKey } from '../table/keys.ts';

/**
 * An account's profile, and the items that it is found by, one for each field. The audit log says which fields it had,
 * but not their values, which can so be erased.
 */
export const profileResource = (ref: AccountRef): Resource<Profile> => ({
  kind: 'profile',
  id: ref.account,
  key: profileKey(ref),
  schema: profileItem,
  logged: (profile) => ({
    account: profile.account,
    fields: profileField.options.filter((field) => profile[field] !== undefined),
  }),
  beside: (before, after) => {
    const [old, wanted] = [fieldWrites(before), fieldWrites(after)];
    return [
      ...old.filter((write) => !holds(wanted, write)).map(({ key }) => removal(key, 1)),
      ...wanted.filter((write) => !holds(old, write)),
    ] satisfies (Guarded | Removal)[];
  },
});

/** Written once and never changed, so that their version is 1 as long as they are there. */
const fieldWrites = (profile: Profile | undefined): Guarded[] =>
  profileField.options.flatMap((field) => {
    const value = profile?.[field];
    if (!profile || value === undefined) return [];
    const item = { account: profile.account, field };
    return [{ key: profileFieldKey(profile, field, value), schema: profileFieldItem, item, version: 0 }];
  });

const holds = (writes: readonly Guarded[], { key }: Guarded): boolean =>
  writes.some((write) => write.key.pk === key.pk && write.key.sk === key.sk);
