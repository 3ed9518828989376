import type { AccountRef } from '../kernel/ids.ts';
import { entryItem, type Entry } from '../table/items/entry.ts';
import type { LotShare } from '../table/items/lot.ts';
import { transferItem, type Transfer } from '../table/items/transfer.ts';
import { entryKey, transferKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decodeListed, type Table } from '../table/table.ts';
import type { Finding } from './audit.ts';

/**
 * Holds entries of transfers and gifts against their records, against the entries of the other accounts, and the origin of what was
 * received against what was sent: it is not hashed. Throws NewerSchemaError.
 * @param entries old enough for all of their transactions to be seen
 */
export const auditTransfers = async (
  table: Table,
  ref: AccountRef,
  entries: readonly Entry[],
): Promise<Finding[]> => {
  const moved = entries.filter(({ kind }) => kind === 'transfer' || kind === 'gift');
  const keyOf = ({ reference }: Entry) => transferKey(ref.agency, reference);
  const read = await readTogether(table, moved.map(keyOf));
  const both = moved.map((entry) => ({
    entry,
    record: decodeListed(transferItem, read(keyOf(entry)), 'thrown'),
  }));
  const others = both.flatMap(({ entry, record }) => (record ? otherKey(record, entry) : []));
  const readOther = await readTogether(table, others);
  return both.flatMap(({ entry, record }): Finding[] => {
    const { number } = entry;
    if (!record || !isOf(record, ref, entry)) return [{ code: 'record_missing', entry: number }];
    const other = decodeListed(entryItem, readOther(otherKey(record, entry)), 'thrown');
    if (other?.reference !== record.id || other.amount !== entry.amount)
      return [{ code: 'entry_missing', entry: number }];
    return haveTheirOrigin(record, entry) ? [] : [{ code: 'origin_differs', entry: number }];
  });
};

const isOf = ({ account, to, sent, received }: Transfer, ref: AccountRef, { type, number }: Entry): boolean =>
  type === 'out'
    ? account === ref.account && sent.number === number
    : to === ref.account && received.number === number;

const otherKey = ({ agency, account, to, sent, received }: Transfer, { type }: Entry) =>
  type === 'out' ? entryKey({ agency, account: to }, received) : entryKey({ agency, account }, sent);

/** What was received came from what was sent: all of it, but for what paid a debt or is home again. */
const haveTheirOrigin = ({ account, lots }: Transfer, entry: Entry): boolean => {
  if (entry.type === 'out') return sameCredits(lots, entry.lots);
  const sent = creditsByOrigin(lots, account);
  return [...creditsByOrigin(entry.lots, undefined)].every(
    ([origin, credits]) => origin === HOME || (sent.get(origin) ?? 0) >= credits,
  );
};

const HOME = 'home';

/** @param holder whose lots without an origin these are; without one, they are home */
const creditsByOrigin = (lots: readonly LotShare[], holder: string | undefined): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const { id, class: lotClass, origin, amount } of lots) {
    const { account = holder, lot = id } = origin ?? {};
    const name = account === undefined ? HOME : `${lotClass} ${lot} ${account}`;
    sums.set(name, (sums.get(name) ?? 0) + amount);
  }
  return sums;
};

const sameCredits = (some: readonly LotShare[], others: readonly LotShare[]): boolean => {
  const [a, b] = [creditsByOrigin(some, ''), creditsByOrigin(others, '')];
  return a.size === b.size && [...a].every(([name, credits]) => b.get(name) === credits);
};
