import type { Ledger } from '../../shared/ledger/ledger.ts';
import { countAccounts } from '../../shared/agency/liability.ts';
import type { Before } from '../../shared/agency/uncounted.ts';
import { CorruptItemError } from '../../shared/table/table.ts';
import { accountChangesOf, type AccountChanges } from './account-changes.ts';
import type { Change } from './change.ts';
import type { Publishing } from './publish.ts';

/** An unreadable change is not counted: publishing it reports the error. */
export const countChangesInto = (
  ledger: Ledger,
  { accountsIn, entriesOf }: AccountChanges = accountChangesOf(ledger.table),
): Publishing['countChanges'] => {
  const readable = (change: Change) => {
    try {
      return accountsIn(change);
    } catch (error) {
      if (error instanceof CorruptItemError) return undefined;
      throw error;
    }
  };
  return async (agency, changes) => {
    const before = new Map<string, Before>();
    const accounts = [...Map.groupBy(changes, ({ account }) => account)].flatMap(([account, own]) => {
      // What can't be read is reported where it is published; counting then reads by itself.
      const entries = async () =>
        (await Promise.allSettled(own.map(entriesOf))).flatMap((read) =>
          read.status === 'fulfilled' ? read.value : [],
        );
      return own.flatMap((change) => {
        const { before: was, after } = readable(change) ?? {};
        if (!after) return [];
        const { entries: number = 0, lastEntryAt: at } = was ?? {};
        if (number <= (before.get(account)?.number ?? number)) before.set(account, { number, at, entries });
        return [after];
      });
    });
    await countAccounts(ledger, agency, accounts, before);
  };
};
