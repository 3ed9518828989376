import { ok, type Result } from '../kernel/result.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { accountKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { accountFrom, balanceAt } from './account.ts';
import type { Ledger } from './ledger.ts';
import type { Done, Preview } from './run.ts';

/** An account as it is, for a dry run of what moves no credits. */
const unchanged = async ({ table, now }: Ledger, ref: AccountRef): Promise<Preview> => {
  const read = await readTogether(table, [accountKey(ref)]);
  return { ...balanceAt(accountFrom(ref, read(accountKey(ref))), now()), entries: [] };
};

/** What a dry run came to, also where it would move no credits. */
export const previewOf = async <Refused>(
  ledger: Ledger,
  ref: AccountRef,
  done: Result<Done<unknown>, Refused>,
): Promise<Result<Preview, Refused>> =>
  done.ok ? ok(done.value.preview ?? (await unchanged(ledger, ref))) : done;
