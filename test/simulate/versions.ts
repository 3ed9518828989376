import * as z from 'zod';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { accountItem, type Account } from '../../shared/table/items/account.ts';
import { streamedKind } from '../../shared/table/keys.ts';
import { decode } from '../../shared/table/table.ts';
import type { Done } from './faults.ts';

const transaction = z.object({
  TransactItems: z.array(z.object({ Put: z.object({ Item: z.looseObject({ pk: z.string() }) }).optional() })),
});

/** Every account as each write has left it: what a hold takes of lots makes no entry. */
export class Versions {
  private readonly accounts = new Map<string, Map<number, Account>>();

  /** Takes up what a command has written: accounts change in transactions only. */
  follow({ command, input }: Done): void {
    if (command !== 'TransactWriteItemsCommand') return;
    for (const { Put } of transaction.parse(input).TransactItems) {
      const account = Put && streamedKind(Put.Item) === 'account' && decode(accountItem, Put.Item);
      if (account) this.written(account).set(account.version, account);
    }
  }

  /** The versions of an account, in their order. */
  of(ref: AccountRef): Account[] {
    return [...this.written(ref)].sort(([one], [other]) => one - other).map(([, account]) => account);
  }

  private written({ agency, account }: AccountRef): Map<number, Account> {
    const name = JSON.stringify([agency, account]);
    const own = this.accounts.get(name) ?? new Map<number, Account>();
    this.accounts.set(name, own);
    return own;
  }
}
