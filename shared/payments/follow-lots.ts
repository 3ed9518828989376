import type { AccountId, AccountRef } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import { idsOf } from '../ledger/absorbed.ts';
import type { RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { isFrom } from '../ledger/lots.ts';
import { heirOf, readStanding } from '../ledger/merged.ts';
import { readAbsorbed } from '../ledger/read-absorbed.ts';
import { run, type Busy } from '../ledger/run.ts';
import type { Receipt } from '../table/items/receipt.ts';
import { transferItem, type Transfer } from '../table/items/transfer.ts';
import { transfersList } from '../table/keys.ts';
import { allItems } from '../table/list.ts';
import type { Table } from '../table/table.ts';
import { following } from './follow-one.ts';
import { atRestIn } from './own-lots.ts';
import { recoverable } from './post.ts';

/**
 * Follows the credits of a payment to the accounts that they were sent to: takes from these what the payment's own
 * account lacks since it was taken back, and returns it when the payment is worth it again. One transaction for each
 * of them. Asked again, after an end in between or with the next fact, it goes on where it stopped.
 */
export const followLots = async (
  ledger: Ledger,
  receipt: Receipt,
): Promise<Result<Receipt, RefusalOf<'restore'> | Busy>> => {
  const { agency, account, lots, recovered = [] } = receipt;
  if (account === undefined || (recoverable(receipt, 0) === 0 && recovered.length === 0)) return ok(receipt);
  const payer = { agency, account };
  const { own, atRest } = await lotsOf(ledger, payer, lots);
  let current = receipt;
  const visited = new Set<AccountId>();
  const visit = async (holder: AccountId): Promise<Result<Receipt, RefusalOf<'restore'> | Busy>> => {
    visited.add(holder);
    const done = await run(ledger, following(receipt, holder, own));
    if (!done.ok) return done;
    current = done.value.outcome ?? current;
    return ok(current);
  };
  // Who was taken from last gets back first.
  for (const holder of recovered.toReversed()) {
    const done = await visit(holder.account);
    if (!done.ok) return done;
  }
  for await (const holder of holdersOf(ledger.table, payer, own, () => recoverable(current, atRest) > 0)) {
    if (visited.has(holder)) continue;
    const done = await visit(holder);
    if (!done.ok) return done;
  }
  return ok(current);
};

/** Under which ids an account has, or had, these lots, and how many of their credits it has. */
const lotsOf = async (
  { table, now }: Ledger,
  ref: AccountRef,
  lots: readonly number[],
): Promise<{ own: ReadonlySet<number>; atRest: number }> => {
  const account = await readStanding(table, ref);
  const own = idsOf(lots, await readAbsorbed(table, account, lots));
  return { own, atRest: atRestIn(account, own, now()) };
};

/**
 * The accounts that received these lots of an account, from it or from one another: one Query on the index for each
 * hundred transfers of each of them. A transfer of the last moments may be missing, and is found with the next fact.
 */
async function* holdersOf(
  table: Table,
  payer: AccountRef,
  own: ReadonlySet<number>,
  goesOn: () => boolean,
): AsyncGenerator<AccountId> {
  const home = await heirOf(table, payer);
  const seen = new Set([payer.account, home]);
  const senders = [...seen];
  for (const sender of senders) {
    const list = {
      partition: transfersList({ ...payer, account: sender }),
      inIndex: true,
      item: transferItem,
    };
    for await (const transfer of allItems(table, { ...list, newer: 'thrown' })) {
      if (!goesOn()) return;
      if (seen.has(transfer.to) || !carries(transfer, payer, own)) continue;
      // Who has merged since passes on, and sends no more.
      const holder = await heirOf(table, { ...payer, account: transfer.to });
      const found = [transfer.to, holder].filter((one) => !seen.has(one));
      for (const one of found) seen.add(one);
      senders.push(...found);
      if (found.includes(holder)) yield holder;
    }
  }
}

const carries = ({ account, lots }: Transfer, payer: AccountRef, own: ReadonlySet<number>): boolean =>
  lots.some((lot) =>
    lot.origin ? isFrom(lot, payer.account, own) : account === payer.account && own.has(lot.id),
  );
