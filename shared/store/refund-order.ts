import { auditLogEntry, type Actor } from '../agency/audit-log.ts';
import { instant } from '../kernel/clock.ts';
import type { AccountId, AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { CommandOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { changeOfAny } from '../ledger/of-any.ts';
import { type Busy, type Decision, type Done, type Operation, run } from '../ledger/run.ts';
import { givingBack } from '../spenders/give-back.ts';
import { entryItem, entryPlace } from '../table/items/entry.ts';
import { orderItem, type Order, paidFor } from '../table/items/service.ts';
import { accountKey, entryKey, orderKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { orderWrite } from './order-record.ts';
import { paidEntry } from './paid-entry.ts';

type OrderRefundRefusal = { code: 'not_found' | 'order_cancelled' | 'order_not_paid' };

/**
 * Gives an order back for its customer: the credits return to the lots that they came from. Asked again, it answers as
 * the first time.
 */
export const refundOrder = (
  ledger: Ledger,
  who: Actor,
  account: AccountId,
  orderId: string,
): Promise<Result<Done<Order>, OrderRefundRefusal | { code: 'balance_limit' } | Busy>> =>
  changeOfAny(ledger.table, { agency: who.agency, account }, (ref) =>
    run(ledger, refunding(who, ref, orderId)),
  );

const refunding = (
  who: Actor,
  ref: AccountRef,
  orderId: string,
): Operation<Order, OrderRefundRefusal, 'restore'> => {
  const key = orderKey(ref, orderId);
  const spentIn = (read: Read) => {
    const paid = decode(orderItem, read(key))?.entry;
    return paid && decode(entryItem, read(entryKey(ref, paid)));
  };
  return givingBack(ref, spentIn, {
    keys: [key, accountKey(ref)],
    linked: (read) => {
      const order = decode(orderItem, read(key));
      return order?.entry && !order.refund ? [entryKey(ref, order.entry)] : [];
    },
    earlier: (read) => {
      const order = decode(orderItem, read(key));
      return order?.refund && ok(order);
    },
    decide: (read, now): Result<Decision<Order, 'restore'>, OrderRefundRefusal> => {
      const before = decode(orderItem, read(key));
      if (!before) return err({ code: 'not_found' });
      if (before.hold === 'open') return err({ code: 'order_not_paid' });
      if (before.status === 'cancelled') return err({ code: 'order_cancelled' });
      return ok({
        account: ref,
        passesOn: true,
        commands: restoreOf(before, read),
        conclude: ([restored]) => {
          const entry = restored && { entry: entryPlace.parse(restored) };
          const after: Order = { ...before, status: 'refunded', refund: { at: instant(now), ...entry } };
          const change = { kind: 'order', id: orderId, before, after } as const;
          return { outcome: after, writes: [orderWrite(after), auditLogEntry(who, change, now)] };
        },
      });
    },
  });
};

/** What cost nothing brings nothing back. */
const restoreOf = (order: Order, read: Read): CommandOf<'restore'>[] => {
  if (paidFor(order) === 0) return [];
  const { lots } = paidEntry(read, order, `order ${order.id}`);
  return [{ type: 'restore', kind: 'service_refund', reference: order.id, label: order.name, lots }];
};
