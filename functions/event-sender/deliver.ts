import type { EventMessage } from '../../shared/events/message.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { log } from '../../shared/kernel/log.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { deliveryItem, endpointItem, type Delivery } from '../../shared/table/items/endpoint.ts';
import { circuitKey, deliveryKey, endpointKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import { fails, GIVE_UP_AFTER_MS, works } from './failing.ts';
import { circuitOf } from './delivery-slots.ts';
import type { Answer } from './post.ts';
import { type Sending, tryOnce } from './try-once.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/kernel/durations.ts';

/** How long the delivery log keeps an entry. */
const LOG_RETENTION_MS = 30 * DAY_MS;

/** Milliseconds to wait after the first failure, the second, and so on; the last for all that follow. */
const RETRY_WAITS_MS = [5 * SECOND_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS];
const MAX_RETRY_WAIT_MS = 10 * HOUR_MS;

/** The result for an event: done, or a retry after so many milliseconds. */
export type Delivered = 'done' | { retryInMs: number };

/**
 * Tries once to deliver an event, unless its endpoint has to be left alone for now.
 * @param since when it was first received, in milliseconds since the epoch
 */
export type Deliver = (message: EventMessage, since: number) => Promise<Delivered>;

export const deliverWith =
  (sending: Sending): Deliver =>
  async ({ agency, endpoint: id, event, resend }, since) => {
    const { table, now } = sending;
    const [atEndpoint, atDelivery] = [endpointKey(agency, id), deliveryKey(agency, id, event.id)];
    const read = await readTogether(table, [atEndpoint, atDelivery, circuitKey(agency, id)]);
    const endpoint = decode(endpointItem, read(atEndpoint));
    const before = decode(deliveryItem, read(atDelivery));
    // Deleted meanwhile, and with it the log of its deliveries.
    if (!endpoint) return 'done';
    if (before?.status === 'delivered' && !resend) return 'done';

    const body = JSON.stringify(event);
    const note = async (status: Delivery['status'], attempts: number, answer: Answer) => {
      const item: Delivery = {
        id: event.id,
        version: before?.version ?? 0,
        type: event.type,
        ...(event.subject !== undefined && { account: event.subject }),
        status,
        attempts: (before?.attempts ?? 0) + attempts,
        ...answer,
        lastAt: instant(now()),
        event: body,
        ttl: Math.floor((now() + LOG_RETENTION_MS) / 1000),
      };
      log.info('event sent', { agency, endpoint: id, event: event.id, type: event.type, status, ...answer });
      // Sent twice at one moment, one of the two is in the log.
      const write = { key: atDelivery, schema: deliveryItem, item, version: item.version };
      await putGuarded(table, write, read(atDelivery));
    };

    if (endpoint.status === 'disabled') {
      await note('failed', 0, { problem: 'endpoint_disabled' });
      return 'done';
    }
    const age = now() - since;
    const attempt = await tryOnce(sending, endpoint, circuitOf(read, endpoint), { id: event.id, body }, age);
    if ('wait' in attempt) {
      if (age < GIVE_UP_AFTER_MS) return { retryInMs: attempt.wait };
      await note('failed', 0, { problem: 'timeout' });
      return 'done';
    }
    const { answer } = attempt;
    if (isDelivered(answer)) {
      await note('delivered', 1, answer);
      if (endpoint.failingSince !== undefined) await works(table, { endpoint, stored: read(atEndpoint) });
      return 'done';
    }
    const disabled = await fails(sending, { endpoint, stored: read(atEndpoint) });
    const isOver = disabled || age >= GIVE_UP_AFTER_MS;
    await note(isOver ? 'failed' : 'failing', 1, answer);
    return isOver ? 'done' : { retryInMs: RETRY_WAITS_MS[failuresOf(before)] ?? MAX_RETRY_WAIT_MS };
  };

/** Earlier failures of what is being tried. */
const failuresOf = (before: Delivery | undefined): number =>
  before?.status === 'failing' ? before.attempts : 0;

const isDelivered = (answer: Answer): boolean =>
  'statusCode' in answer && answer.statusCode >= 200 && answer.statusCode < 300;
