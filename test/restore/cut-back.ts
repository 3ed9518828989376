import { hashOf } from '../../shared/ledger/entry-hash.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { operationId, type AccountRef } from '../../shared/kernel/ids.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { accountItem } from '../../shared/table/items/account.ts';
import { lotsToStore } from '../../shared/table/items/lot.ts';
import { accountKey, entryKey, operationKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { entriesOf, readAccount } from '../support/ledger.ts';
import { remove } from './tables.ts';

/** What was found and deleted of an account: entries, and records of operations. */
export type CutBack = { entries: number; operations: number };

/**
 * Cuts an account back to its last whole movement, as the runbook says: up to the first entry that is missing, or whose operation
 * has no record. Only for an account with one lot that is only spent from, as those of the rehearsal under load.
 * @param keys the Idempotency-Keys of its spends, in the order of their references
 */
export const cutBack = async (ledger: Ledger, ref: AccountRef, keys: readonly string[]): Promise<CutBack> => {
  const { table } = ledger;
  const operation = (key: string) => operationKey(ref, operationId('op', ref, 'spend', key));
  const records = await readTogether(table, keys.map(operation));
  const entries = await entriesOf(ledger, ref);
  const isWhole = ({ number, kind, reference }: (typeof entries)[number], index: number): boolean =>
    number === index + 1 && (kind !== 'spend' || records(operation(reference)) !== undefined);
  const end = entries.findIndex((entry, index) => !isWhole(entry, index));
  const kept = end === -1 ? entries : entries.slice(0, end);
  const cut = entries.slice(kept.length);
  for (const entry of cut) await remove(table, entryKey(ref, entry));
  const known = new Set(kept.map(({ reference }) => reference));
  const orphans = keys.filter((key) => records(operation(key)) !== undefined && !known.has(key));
  for (const key of orphans) await remove(table, operation(key));
  const last = kept.at(-1);
  if (!last) throw new Error('nothing is left of this account');
  const account = await readAccount(ledger, ref);
  const { number, at, balance } = last;
  const lots = lotsToStore([{ id: 1, class: 'paid', amount: balance }]);
  const item = { ...account, entries: number, balance, lots, lastEntryAt: at, lastEntryHash: hashOf(last) };
  const write = { key: accountKey(ref), schema: accountItem, item, version: account.version };
  if (!(await putGuarded(table, write))) throw new Error('somebody writes to the account');
  return { entries: cut.length, operations: orphans.length };
};
