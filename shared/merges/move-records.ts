import { moveAllowances } from '../allowances/move-allowances.ts';
import { creditRequestPointerWrite, creditRequestWrite } from '../credit-requests/begin.ts';
import { requestsOf } from '../credit-requests/every-request.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type RecordDecision } from '../ledger/run.ts';
import { invoiceWrite } from '../store/invoice.ts';
import { joinedOwnership, ownershipFrom, ownershipWrite } from '../store/ownership.ts';
import { removal, type Guarded, type Removal } from '../table/guarded.ts';
import { creditRequestItem } from '../table/items/credit-request.ts';
import { invoiceItem } from '../table/items/invoice.ts';
import { ownershipItem } from '../table/items/ownership.ts';
import {
  creditRequestKey,
  creditRequestPointerKey,
  invoiceKey,
  invoicesPartition,
  ownershipKey,
  ownershipsPartition,
  type Key,
} from '../table/keys.ts';
import { everyItem } from '../table/list.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { withUnknownFields } from '../table/unknown-fields.ts';

/** One record on its way: what it needs to read, and its writes, none where it has moved or ended. */
type Moving = { keys: readonly Key[]; writes: (read: Read) => readonly (Guarded | Removal)[] };

/**
 * Moves to the other account what a customer goes on with: all that the account owns, its open invoices, its credit requests that wait for a
 * decision, and its allowances. It has merged, so nothing new begins there. Each record moves in a transaction of its own, and whatever
 * changes it at the same moment finds it in one of the two accounts; repeated, it goes on with what is left.
 */
export const moveRecords = async (
  ledger: Ledger,
  old: AccountRef,
  heir: AccountRef,
): Promise<Result<undefined, Busy>> => {
  const { table } = ledger;
  const [owned, invoices, requests] = await Promise.all([
    everyItem(table, { partition: ownershipsPartition(old), item: ownershipItem }),
    everyItem(table, { partition: invoicesPartition(old), item: invoiceItem }),
    requestsOf(table, old),
  ]);
  const all = [
    ...owned
      .filter(({ variants }) => Object.keys(variants).length > 0)
      .map(({ productId }) => ownershipMoving(old, heir, productId)),
    ...invoices.filter(({ status }) => status === 'open').map(({ id }) => invoiceMoving(old, heir, id)),
    ...requests
      .filter(({ account, status }) => account === old.account && status === 'pending')
      .map(({ id }) => requestMoving(old, heir, id)),
  ];
  for (const { keys, writes } of all) {
    const moved = await run(ledger, {
      keys,
      decide: (read): Result<RecordDecision<undefined>, never> =>
        ok({ conclude: () => ({ outcome: undefined, writes: writes(read) }) }),
    });
    if (!moved.ok) return moved;
  }
  return await moveAllowances(ledger, old, heir);
};

const ownershipMoving = (old: AccountRef, heir: AccountRef, productId: string): Moving => ({
  keys: [old, heir].map((ref) => ownershipKey(ref, productId)),
  writes: (read) => {
    const [mine, theirs] = [heir, old].map((ref) => ownershipFrom(read, ref, productId));
    if (!mine || !theirs || Object.keys(theirs.variants).length === 0) return [];
    return [
      ownershipWrite(heir, joinedOwnership(mine, theirs)),
      ownershipWrite(old, { ...theirs, variants: {} }),
    ];
  },
});

const invoiceMoving = (old: AccountRef, heir: AccountRef, id: string): Moving => {
  const key = invoiceKey(old, id);
  return {
    keys: [key],
    writes: (read) => {
      const invoice = decode(invoiceItem, read(key));
      if (invoice?.status !== 'open') return [];
      const moved = invoiceWrite({ ...invoice, account: heir.account, version: 0 });
      return [removal(key, invoice.version), withUnknownFields(moved, read(key))];
    },
  };
};

/** Where a request is, only its agency and its id say: it stays there, and the lists of both accounts change. */
const requestMoving = (old: AccountRef, heir: AccountRef, id: string): Moving => {
  const key = creditRequestKey(old.agency, id);
  return {
    keys: [key],
    writes: (read) => {
      const request = decode(creditRequestItem, read(key));
      if (request?.account !== old.account || request.status !== 'pending') return [];
      const moved = { ...request, account: heir.account };
      // A line of such a list is written once.
      return [
        creditRequestWrite(moved),
        creditRequestPointerWrite(moved),
        removal(creditRequestPointerKey(old, id), 1),
      ];
    },
  };
};
