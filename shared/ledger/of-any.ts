import type * as z from 'zod';
import type { AccountRef } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';
import { accountKey, type Key } from '../table/keys.ts';
import { listPages, type InvalidCursor, type ListRequest, type Page } from '../table/list.ts';
import { readOne, readTogether } from '../table/read.ts';
import { decode, type Table } from '../table/table.ts';
import { heirIn, mergedInto, mergedIntoIn } from './merged.ts';

/** Other accounts that may have a record which an account had, or goes on with: those that merged into it, and the one that it merged into. */
const related = async (table: Table, { agency, account }: AccountRef): Promise<AccountRef[]> => {
  const ref = { agency, account };
  const read = await readTogether(table, [accountKey(ref)]);
  const heir = heirIn(read, ref);
  return heir.account === account ? mergedIntoIn(read, ref) : [heir];
};

/**
 * A record that somebody knows by its id and by an account: what is open moves with a merge, and what happened stays where it was.
 * @returns undefined where neither the account nor one of those that merged with it has it
 */
export const readOfAny = async <Schema extends z.ZodType>(
  table: Table,
  ref: AccountRef,
  keyOf: (ref: AccountRef) => Key,
  item: Schema,
): Promise<z.output<Schema> | undefined> => {
  const own = await readOne(table, keyOf(ref), item);
  if (own !== undefined) return own;
  const keys = (await related(table, ref)).map(keyOf);
  const read = await readTogether(table, keys);
  return keys.map((key) => decode(item, read(key))).find((found) => found !== undefined);
};

/** The same of a record that itself says which account it belongs to. */
export const ifOfAny = async <Item extends Partial<AccountRef>>(
  table: Table,
  ref: AccountRef,
  item: Item | undefined,
): Promise<Item | undefined> => {
  if (item?.agency !== ref.agency) return undefined;
  const isOwn = ({ account }: AccountRef): boolean => account === item.account;
  return isOwn(ref) || (await related(table, ref)).some(isOwn) ? item : undefined;
};

/** Changes a record where it is: of the account, or of one that merged with it. */
export const changeOfAny = async <Value, Refused extends { code: string }>(
  table: Table,
  ref: AccountRef,
  change: (ref: AccountRef) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused>> => {
  const own = await change(ref);
  if (own.ok || own.error.code !== 'not_found') return own;
  for (const other of await related(table, ref)) {
    const theirs = await change(other);
    if (theirs.ok || theirs.error.code !== 'not_found') return theirs;
  }
  return own;
};

/**
 * A page of a list of an account and of those that merged into it, as if it were one: a Query of each, and a read of the account.
 * @param partitionOf whose sort keys say in which order the records of all of them come
 */
export const listOfAny = <Schema extends z.ZodType>(
  table: Table,
  { agency, account }: AccountRef,
  partitionOf: (ref: AccountRef) => string,
  request: Omit<ListRequest<Schema>, 'partition'>,
): Promise<Result<Page<z.output<Schema>>, InvalidCursor>> => {
  const ref = { agency, account };
  const others = mergedInto(table, ref).then((refs) => refs.map(partitionOf));
  return listPages(table, { ...request, partition: partitionOf(ref) }, others);
};
