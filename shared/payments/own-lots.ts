import type { AccountRef } from '../kernel/ids.ts';
import { absorbedInside, idsOf, type Merges } from '../ledger/absorbed.ts';
import { accountFrom, balanceAt } from '../ledger/account.ts';
import { total } from '../ledger/lots.ts';
import type { Account } from '../table/items/account.ts';
import { absorbedItem } from '../table/items/absorbed.ts';
import { absorbedKey, accountKey, type Key } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';

const mergesIn = (read: Read, ref: AccountRef, lots: readonly number[]): Merges => {
  const known = new Map(absorbedInside(accountFrom(ref, read(accountKey(ref)))).map((one) => [one.id, one]));
  const add = (id: number): void => {
    const one = known.get(id) ?? decode(absorbedItem, read(absorbedKey(ref, id)));
    if (!one || known.get(id) === one) return;
    known.set(id, one);
    add(one.into);
  };
  for (const id of lots) add(id);
  return known;
};

/** The lots of an account under which these are to be found, by what was read of `absorbedKeys`. */
export const ownLots = (read: Read, ref: AccountRef, lots: readonly number[]): ReadonlySet<number> =>
  idsOf(lots, mergesIn(read, ref, lots));

/** What says where lots are that merged with others: nothing for an account whose lots never did. */
export const absorbedKeys = (read: Read, ref: AccountRef, lots: readonly number[]): Key[] => {
  const { absorbed, lots: atRest } = accountFrom(ref, read(accountKey(ref)));
  if (absorbed === undefined) return [];
  const there = new Set(atRest.map(({ id }) => id));
  return [...ownLots(read, ref, lots)].filter((id) => !there.has(id)).map((id) => absorbedKey(ref, id));
};

/** Credits that an account has of these lots, held ones included. @param now milliseconds since the epoch */
export const atRestIn = (account: Account, own: ReadonlySet<number>, now: number): number => {
  const { lots, heldLots } = balanceAt(account, now);
  return total([...lots, ...heldLots].filter(({ id }) => own.has(id)));
};
