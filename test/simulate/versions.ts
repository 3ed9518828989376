import * as z from 'zod';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { accountItem, type Account } from '../../shared/table/items/account.ts';
import { holdItem } from '../../shared/table/items/hold.ts';
import { streamedKind } from '../../shared/table/keys.ts';
import { decode } from '../../shared/table/table.ts';
import type { Done } from './faults.ts';

const transaction = z.object({
  TransactItems: z.array(z.object({ Put: z.object({ Item: z.looseObject({ pk: z.string() }) }).optional() })),
});

/** An account as a write has left it, and the holds whose records say in that same transaction that they are closed. */
export type Version = Account & { closes: ReadonlySet<string> };

/** Every account as each write has left it: what a hold takes of lots makes no entry. */
export class Versions {
  private readonly accounts = new Map<string, Map<number, Version>>();

  /** Takes up what a command has written: accounts change in transactions only. */
  follow({ command, input }: Done): void {
    if (command !== 'TransactWriteItemsCommand') return;
    const items = transaction.parse(input).TransactItems.flatMap(({ Put }) => Put?.Item ?? []);
    const closed = items.flatMap((item) => {
      const hold = streamedKind(item) === 'hold' ? decode(holdItem, item) : undefined;
      return hold?.closed ? [hold.id] : [];
    });
    for (const item of items) {
      const account = streamedKind(item) === 'account' && decode(accountItem, item);
      if (account) this.written(account).set(account.version, { ...account, closes: new Set(closed) });
    }
  }

  /** The versions of an account, in their order. */
  of(ref: AccountRef): Version[] {
    return [...this.written(ref)].sort(([one], [other]) => one - other).map(([, version]) => version);
  }

  private written({ agency, account }: AccountRef): Map<number, Version> {
    const name = JSON.stringify([agency, account]);
    const own = this.accounts.get(name) ?? new Map<number, Version>();
    this.accounts.set(name, own);
    return own;
  }
}
