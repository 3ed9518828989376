import { auditLogEntry, type Actor } from '../agency/audit-log.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { changeOfAny } from '../ledger/of-any.ts';
import { run, type AnyDecision, type Busy, type Done, type Operation } from '../ledger/run.ts';
import { countingCapture } from '../spenders/count-capture.ts';
import type { Payer } from '../spenders/spender.ts';
import type { OwnerRequired } from '../spenders/spender-caller.ts';
import { orderItem, type Order, type OrderStatus, paidFor } from '../table/items/service.ts';
import { holdKey, orderKey } from '../table/keys.ts';
import { holdItem } from '../table/items/hold.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { cancelled, closingKeys, doneWith, type Closing } from './close-order.ts';
import { orderWrite, whyNotCancel, type CancelReason } from './order-record.ts';

/** What an agency says of an order. */
export type OrderProgress = {
  status: Exclude<OrderStatus, 'refunded'>;
  /** Of an order that is done and held its credits: what it costs, up to its price. Without it, its price. */
  credits?: number | undefined;
};

type ProgressRefusal = { code: 'not_found' | 'order_refunded' | 'order_cancelled' | 'order_paid' };

type Moves = 'capture' | 'release';

/**
 * Says how far the agency has come with an order. One that holds its credits is paid when it is done, and gives them back
 * when it is cancelled, in the same transaction. What was refunded or cancelled stays so.
 */
export const setOrderStatus = (
  ledger: Ledger,
  who: Actor,
  { account, orderId }: { account: string; orderId: string },
  progress: OrderProgress,
): Promise<Result<Done<Order>, ProgressRefusal | RefusalOf<Moves> | Busy>> =>
  changeOfAny(ledger.table, { agency: who.agency, account }, (ref) =>
    run(ledger, progressing(ledger, who, ref, orderId, progress)),
  );

const progressing = (
  ledger: Ledger,
  who: Actor,
  ref: AccountRef,
  orderId: string,
  progress: OrderProgress,
): Operation<Order, ProgressRefusal, Moves> => {
  const operation: Operation<Order, ProgressRefusal, Moves> = {
    keys: closingKeys(ref, orderId),
    earlier: (read) => {
      const order = decode(orderItem, read(orderKey(ref, orderId)));
      return order && isAlready(order, progress) ? ok(order) : undefined;
    },
    decide: (read, now): Result<AnyDecision<Order, Moves>, ProgressRefusal> => {
      const before = decode(orderItem, read(orderKey(ref, orderId)));
      if (!before) return err({ code: 'not_found' });
      const [refused] = whyNotProgress(before, progress);
      if (refused) return err({ code: refused });
      const after: Order = { ...before, status: progress.status };
      const closing = closingOf(before, progress, read, now);
      const audited = (changed: Order) =>
        auditLogEntry(who, { kind: 'order', id: orderId, before, after: changed }, now);
      if (closing) return ok(closed(ref, closing, audited));
      const conclude = () => ({ outcome: after, writes: [orderWrite(after), audited(after)] });
      // A dry run says what the account comes to, also where nothing moves.
      return ok(ledger.dryRun ? { account: ref, passesOn: true, commands: [], conclude } : { conclude });
    },
  };
  const hold = { expected: undefined, spenderOf: (read: Read) => spenderOf(read, ref, orderId) };
  return countingCapture(ref, hold, operation);
};

/** Under whose budget an order holds its credits. */
const spenderOf = (read: Read, ref: AccountRef, orderId: string): string | undefined =>
  decode(holdItem, read(holdKey(ref, orderId)))?.spender;

type CancelRefusal = { code: 'not_found' | CancelReason } | OwnerRequired;

/** Open is what holds its credits: `done` and `cancelled` close it. */
const isAlready = (order: Order, { status, credits = paidFor(order) }: OrderProgress): boolean =>
  order.status === status && credits === paidFor(order);

const whyNotProgress = (
  order: Order,
  { status, credits }: OrderProgress,
): Exclude<ProgressRefusal['code'], 'not_found'>[] => {
  if (order.refund) return ['order_refunded'];
  if (order.status === 'cancelled') return ['order_cancelled'];
  const paid = paidFor(order);
  const isOpen = order.hold === 'open';
  const isOther = credits !== undefined && !isOpen && credits !== paid;
  return isOther || (status === 'cancelled' && paid > 0) ? ['order_paid'] : [];
};

const closingOf = (
  order: Order,
  { status, credits }: OrderProgress,
  read: Read,
  now: number,
): Closing | undefined => {
  if (order.hold !== 'open') return undefined;
  if (status === 'done') return doneWith(order, read, now, credits);
  return status === 'cancelled' ? cancelled(order, read, now) : undefined;
};

/**
 * Cancels an order for its customer, while it is new and has cost nothing. Asked again, it answers as the first time. A
 * spender cancels only what it ordered under its own budget.
 */
export const cancelOrder = (
  ledger: Ledger,
  payer: Payer,
  orderId: string,
): Promise<Result<Done<Order>, CancelRefusal | RefusalOf<Moves> | Busy>> =>
  changeOfAny(ledger.table, payer, (ref) => run(ledger, cancelling({ ...payer, ...ref }, orderId)));

const cancelling = ({ spender, ...ref }: Payer, orderId: string): Operation<Order, CancelRefusal, Moves> => ({
  keys: closingKeys(ref, orderId),
  earlier: (read) => {
    const order = decode(orderItem, read(orderKey(ref, orderId)));
    return order?.status === 'cancelled' ? ok(order) : undefined;
  },
  decide: (read, now) => {
    const order = decode(orderItem, read(orderKey(ref, orderId)));
    if (!order) return err({ code: 'not_found' });
    if (spender !== undefined && spenderOf(read, ref, orderId) !== spender)
      return err({ code: 'owner_required' });
    const [refused] = whyNotCancel(order);
    if (refused) return err({ code: refused });
    if (order.hold === 'open') return ok(closed(ref, cancelled(order, read, now)));
    const after: Order = { ...order, status: 'cancelled' };
    return ok({
      account: ref,
      passesOn: true,
      commands: [],
      conclude: () => ({ outcome: after, writes: [orderWrite(after)] }),
    });
  },
});

const closed = (
  { agency, account }: AccountRef,
  { command, conclude }: Closing,
  audited?: (after: Order) => ReturnType<typeof auditLogEntry>,
): AnyDecision<Order, Moves> => ({
  account: { agency, account },
  commands: [command],
  conclude: ([entry]) => {
    const { after, writes } = conclude(entry);
    return { outcome: after, writes: [...writes, ...(audited ? [audited(after)] : [])] };
  },
});
