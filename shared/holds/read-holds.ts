import type { AccountRef } from '../kernel/ids.ts';
import { found, ok, type Result } from '../kernel/result.ts';
import { accountFrom, timeOf } from '../ledger/account.ts';
import { creditsIn } from '../ledger/held.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Account } from '../table/items/account.ts';
import { holdItem, type Hold } from '../table/items/hold.ts';
import { accountKey, holdKey, holdsPartition } from '../table/keys.ts';
import { listPage, type InvalidCursor, type Page, type PageRequest } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { seenAs, statusOf, type HoldNow, type HoldStatus } from './hold.ts';

/** @param now milliseconds since the epoch */
const holdNow = (hold: Hold, account: Account, now: number): HoldNow => {
  const status = statusOf(hold, timeOf(account, now));
  return seenAs(hold, status, status === 'open' ? creditsIn(account, hold.id) : 0);
};

/** One BatchGet. */
export const holdOf = async (
  { table, now }: Ledger,
  ref: AccountRef,
  id: string,
): Promise<Result<HoldNow, { code: 'not_found' }>> => {
  const read = await readTogether(table, [accountKey(ref), holdKey(ref, id)]);
  const hold = decode(holdItem, read(holdKey(ref, id)));
  return found(hold && holdNow(hold, accountFrom(ref, read(accountKey(ref))), now()));
};

/**
 * A page of an account's holds, newest first: a Query on the index, which shows a new hold after a moment, and one read of
 * the account.
 */
export const holdsOf = async (
  { table, now }: Ledger,
  ref: AccountRef,
  { status, ...range }: PageRequest & { status?: HoldStatus | undefined },
): Promise<Result<Page<HoldNow>, InvalidCursor>> => {
  const [page, read] = await Promise.all([
    listPage(table, {
      partition: holdsPartition(ref),
      inIndex: true,
      item: holdItem,
      newestFirst: true,
      ...range,
    }),
    readTogether(table, [accountKey(ref)]),
  ]);
  if (!page.ok) return page;
  const account = accountFrom(ref, read(accountKey(ref)));
  const items = page.value.items.map((hold) => holdNow(hold, account, now()));
  return ok({
    ...page.value,
    items: items.filter((hold) => status === undefined || hold.status === status),
  });
};
