import { type Database, inTransaction } from '../database.ts';
import type { Signature } from './control-schema.ts';
import { controlsOf, type ControlsStore } from './controls.ts';
import type { Delivery, DeliveryLog } from './delivery-log.ts';
import { type Order, rankOf } from './order.ts';

export type Publication = {
  channel: string;
  /** Of the account whose event it is. */
  key: string;
  event: string;
  type: string;
  /** Makes a second event about the same object, and returns its id. */
  again: () => string;
};

export type Resend = { signature: Signature; delayMs: number };

/** Plans deliveries as the controls say. `planned` is called after each change, to wake the senders. */
export const openOutbox = (
  database: Database,
  log: DeliveryLog,
  controls: ControlsStore,
  planned: () => void,
) => {
  let published = 0;

  const publish = ({ channel, key, event, type, again }: Publication): void => {
    const now = Date.now();
    const set = controlsOf(controls, key).get();
    const plain = { channel, event, type, signature: 'valid', state: 'waiting', due: now, rank: 0 } as const;
    if (set.types !== null && !set.types.includes(type)) {
      log.plan(plain);
    } else if (set.drop !== 0) {
      if (set.drop !== 'all') controls.change({ drop: set.drop - 1 });
      log.plan({ ...plain, state: 'dropped' });
    } else {
      // All that happens in one window falls due at its end; the rank then says who goes first.
      const window = set.reorderWindowMs;
      const due = set.reorder === 'none' ? now : Math.ceil((now + 1) / window) * window;
      for (let copy = 0; copy < set.repeat; copy += 1) {
        published += 1;
        log.plan({
          ...plain,
          event: copy > 0 && set.repeatAs === 'new_event' ? again() : event,
          signature: set.signature,
          state: set.hold ? 'held' : 'waiting',
          due: due + set.delayMs,
          rank: rankOf(set.reorder, set.seed, published),
        });
      }
    }
    planned();
  };

  /** Sends what is held, in this order, and holds no more. @returns how many deliveries that were */
  const release = (order: Order, seed: number): number =>
    inTransaction(database, () => {
      const held = log.held();
      // One due time for all: the rank alone then says who goes first.
      const due = Date.now();
      for (const [n, { number }] of held.entries()) log.move(number, 'waiting', due, rankOf(order, seed, n));
      controls.change({ hold: false });
      planned();
      return held.length;
    });

  return {
    publish,
    release,
    /** Sends one event once more, whatever the controls say. */
    resend: (channel: string, event: string, type: string, { signature, delayMs }: Resend): void => {
      log.plan({ channel, event, type, signature, state: 'waiting', due: Date.now() + delayMs, rank: 0 });
      planned();
    },
    /** Sends one delivery now that was held, dropped, given up or is waiting for its next try. */
    sendNow: (delivery: Delivery): void => {
      log.move(delivery.number, 'waiting', Date.now(), 0);
      planned();
    },
    drop: (delivery: Delivery): void => log.move(delivery.number, 'dropped', delivery.due, 0),
    pending: log.open,
  };
};

export type Outbox = ReturnType<typeof openOutbox>;
