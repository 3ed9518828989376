import { absorbedItem, type Absorbed } from '../table/items/absorbed.ts';
import type { Account } from '../table/items/account.ts';
import { absorbedKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decode, type Table } from '../table/table.ts';
import { absorbedInside, type Merges } from './absorbed.ts';
import type { Instant } from '../kernel/clock.ts';
import type { Command } from './command.ts';
import { hasEnded, openHolds } from './held.ts';

/**
 * Reads what became of lots that an account no longer has. Nothing is read for an account whose lots never merged.
 * @param ids of the lots; those that are still there, and those known already, are not read
 */
export const readAbsorbed = async (
  table: Table,
  account: Account,
  ids: readonly number[],
): Promise<Merges<Absorbed>> => {
  const known = new Map(absorbedInside(account).map((one) => [one.id, one]));
  if (account.absorbed === undefined) return known;
  const seen = new Set(account.lots.map(({ id }) => id));
  // What absorbed a lot may have been absorbed itself.
  for (let wanted = ids; wanted.length > 0;) {
    const next = [...new Set(wanted)].filter((id) => !seen.has(id));
    const unread = next.filter((id) => !known.has(id));
    const keys = unread.map((id) => absorbedKey(account, id));
    const read = await readTogether(table, keys);
    for (const key of keys) {
      const absorbed = decode(absorbedItem, read(key));
      if (absorbed) known.set(absorbed.id, absorbed);
    }
    for (const id of next) seen.add(id);
    wanted = next.flatMap((id) => known.get(id)?.into ?? []);
  }
  return known;
};

/** The lots that commands look for by their ids, and those that holds which end or are named give back to. */
export const lotsSought = (account: Account, commands: readonly Command[], at: Instant): number[] => {
  const named = new Set(commands.flatMap((command) => ('hold' in command ? command.hold : [])));
  const holds = openHolds(account).filter((one) => named.has(one.id) || hasEnded(one, at));
  return [
    ...holds.flatMap(({ lots }) => lots.map(({ id }) => id)),
    ...commands.flatMap((command) => {
      if (command.type === 'restore')
        return command.lots.flatMap(({ id, absorbed = [] }) => [id, ...absorbed]);
      if (command.type === 'receive')
        return command.lots.flatMap(({ origin }) => (origin?.account === account.account ? origin.lot : []));
      return command.type === 'reclaim' && command.lots !== 'just_brought_in' ? command.lots : [];
    }),
  ];
};
