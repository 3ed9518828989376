import type { AccountId, AgencyId } from '../kernel/ids.ts';
import { accountFrom } from '../ledger/account.ts';
import { erasureItem } from '../table/items/erasure.ts';
import { profileFieldItem, profileItem, type Profile } from '../table/items/profile.ts';
import {
  accountKey,
  erasureKey,
  profileFieldsPartition,
  profileValueRange,
  profileKey,
  type Key,
} from '../table/keys.ts';
import { allItems } from '../table/list.ts';
import { readTogether, type Read } from '../table/read.ts';
import { decode, decodeListed, type Table } from '../table/table.ts';

/** Whom credits are sent to: by what the sender was told. */
export type Recipient = { account: AccountId } | { externalId: string };

/**
 * The account that a sender means. An account id is taken as it is; for an external id it reads the profiles that have
 * it, with one Query and one BatchGet.
 * @returns undefined where no profile has it, or more than one
 */
export const recipientOf = async (
  table: Table,
  agency: AgencyId,
  recipient: Recipient,
): Promise<AccountId | undefined> => {
  if ('account' in recipient) return recipient.account;
  const profiles = await profilesWith(table, agency, recipient.externalId);
  const [found, ...more] = profiles.filter(({ externalId }) => externalId === recipient.externalId);
  return more.length === 0 ? found?.account : undefined;
};

/** Profiles with this external id, whatever its case. */
const profilesWith = async (table: Table, agency: AgencyId, externalId: string): Promise<Profile[]> => {
  const keys: Key[] = [];
  const list = {
    partition: profileFieldsPartition(agency, 'externalId'),
    item: profileFieldItem,
    ...profileValueRange(externalId),
  };
  for await (const { account } of allItems(table, list)) keys.push(profileKey({ agency, account }));
  const read = await readTogether(table, keys);
  return keys.flatMap((key) => decodeListed(profileItem, read(key)) ?? []);
};

/** What says whether a recipient is there. */
export const recipientKeys = (agency: AgencyId, account: AccountId): Key[] =>
  [accountKey, profileKey, erasureKey].map((keyOf) => keyOf({ agency, account }));

/** Whether the agency knows an account, by a profile or a first use. One that was erased and not used since is unknown. */
export const isKnown = (read: Read, agency: AgencyId, account: AccountId): boolean => {
  const ref = { agency, account };
  if (read(profileKey(ref)) !== undefined) return true;
  const { version, entries } = accountFrom(ref, read(accountKey(ref)));
  const erased = decode(erasureItem, read(erasureKey(ref)));
  return version > 0 && (erased === undefined || entries > erased.entries);
};
