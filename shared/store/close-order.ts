import { canonicalHash } from '../kernel/canonical.ts';
import { instant } from '../kernel/clock.ts';
import { holdWrite, withCapture, withRelease } from '../holds/hold.ts';
import { accountFrom } from '../ledger/account.ts';
import type { CommandOf } from '../ledger/command.ts';
import { creditsIn } from '../ledger/held.ts';
import { restrictedPart } from '../ledger/restricted.ts';
import type { Guarded } from '../table/guarded.ts';
import { entryPlace, type Entry } from '../table/items/entry.ts';
import { holdItem, type Hold } from '../table/items/hold.ts';
import type { Order } from '../table/items/service.ts';
import { accountKey, holdKey, orderKey, type Key } from '../table/keys.ts';
import type { AccountRef } from '../kernel/ids.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { orderWrite, reasonOfOrder } from './order-record.ts';

/** An order that holds its credits, after it was closed, with the command and the writes that go with it. */
export type Closing = {
  command: CommandOf<'capture' | 'release'>;
  /** @param entry of the command */
  conclude: (entry: Entry | undefined) => { after: Order; writes: Guarded[] };
};

/** What closing an order reads. */
export const closingKeys = (ref: AccountRef, orderId: string): Key[] => [
  orderKey(ref, orderId),
  accountKey(ref),
  holdKey(ref, orderId),
];

/**
 * Spends what an order holds, up to its price, and gives back the rest; nothing spent is all given back.
 * @param credits without it, the order's price
 */
export const doneWith = (order: Order, read: Read, now: number, credits = order.credits): Closing => {
  if (credits === 0)
    return givenBack(order, read, now, { ...order, status: 'done', hold: 'released', captured: 0 });
  const { id } = order;
  return {
    command: { type: 'capture', hold: id, amount: credits, isFinal: true, ...reasonOfOrder(order) },
    conclude: (made) => {
      const entry = entryPlace.parse(made);
      const payment = { captured: credits, entry, ...(made && restrictedPart(made)) };
      const after: Order = { ...order, status: 'done', hold: 'captured', ...payment };
      const inputHash = canonicalHash({ credits });
      const capture = { id, inputHash, amount: credits, isFinal: true, left: 0, entry };
      const { hold, held } = holdIn(order, read);
      const captured = withCapture(hold, capture, held - credits, instant(now));
      return { after, writes: [orderWrite(after), holdWrite(captured)] };
    },
  };
};

/** Gives back what an order holds. */
export const cancelled = (order: Order, read: Read, now: number): Closing =>
  givenBack(order, read, now, { ...order, status: 'cancelled', hold: 'released' });

const givenBack = (order: Order, read: Read, now: number, after: Order): Closing => ({
  command: { type: 'release', hold: order.id },
  conclude: () => {
    const { hold, held } = holdIn(order, read);
    return { after, writes: [orderWrite(after), holdWrite(withRelease(hold, held, instant(now)))] };
  },
});

/** Throws TypeError where an order holds credits and has no hold. */
const holdIn = (order: Order, read: Read): { hold: Hold; held: number } => {
  const hold = decode(holdItem, read(holdKey(order, order.id)));
  if (!hold) throw new TypeError(`order ${order.id} has no hold`);
  return { hold, held: creditsIn(accountFrom(order, read(accountKey(order))), order.id) };
};
