import type { Instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import type { Guarded } from '../table/guarded.ts';
import { accountItem, accountNumber, type Account } from '../table/items/account.ts';
import { accountNameItem } from '../table/items/account-name.ts';
import { newEntrySchema } from '../table/items/entry.ts';
import { absorbedItem } from '../table/items/absorbed.ts';
import { lotsToStore } from '../table/items/lot.ts';
import { absorbedKey, accountKey, accountNameKey, entryKey, expiryListKey } from '../table/keys.ts';
import type { Posting } from './plan.ts';

/**
 * The writes of a posting: the account first, then its entries and what merged. Only the account's own item says where
 * to plan on: an entry in the way means that the account has moved as well.
 * @param before as it was read
 * @returns none where nothing moved
 */
export const postingWrites = (before: Account, { account, entries, absorbed }: Posting): Guarded[] =>
  account === before
    ? []
    : [
        accountWrite(account, before.version),
        ...entries.map((entry) => ({
          key: entryKey(account, entry),
          schema: newEntrySchema(entry),
          item: { ...entry, lots: lotsToStore(entry.lots) },
          version: 0,
        })),
        ...absorbed.map((lot) => ({
          key: absorbedKey(account, lot.id),
          schema: absorbedItem,
          item: lot,
          version: 0,
        })),
        // An account enters its agency's list with its first movement: the line says nothing but that it exists.
        ...(before.version === 0 ? [nameWrite(account)] : []),
      ];

const accountWrite = (account: Account, version: number): Guarded => ({
  key: accountKey(account),
  list: expiryListKey(account, nextDue(account)),
  schema: accountItem,
  number: accountNumber(account),
  item: {
    ...account,
    lots: lotsToStore(account.lots),
    ...(account.holds && {
      holds: account.holds.map((hold) => ({ ...hold, lots: lotsToStore(hold.lots) })),
    }),
  },
  version,
  // Each KB costs two write units; the entries of the same transaction have it.
  uncorrelated: true,
});

/** When the next credits of an account expire or the next hold ends. */
const nextDue = ({ lots: [first], holds = [] }: Account): Instant | undefined =>
  [first?.expiresAt ?? [], ...holds.flatMap(({ endsAt = [] }) => endsAt)].flat().toSorted()[0];

const nameWrite = ({ agency, account }: AccountRef): Guarded => ({
  key: accountNameKey({ agency, account }),
  schema: accountNameItem,
  item: { agency, account },
  version: 0,
});
