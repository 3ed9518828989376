import { admit, noPlaceWait } from '../../shared/events/circuit.ts';
import type { EventMessage } from '../../shared/events/message.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { log } from '../../shared/kernel/log.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { deliveryItem, endpointItem, type Delivery } from '../../shared/table/items/endpoint.ts';
import { circuitKey, deliveryKey, endpointKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import { dial, isTimeout, type Dialling } from './dial.ts';
import { fails, GIVEN_UP_AFTER, works } from './failing.ts';
import { circuitOf, leavePlace, takePlace } from './places.ts';
import type { Answer } from './post.ts';

/** What the sender needs of the world. */
export type Sending = Ledger & Dialling;

/** Milliseconds for which the log of deliveries reaches back. */
const LOG_REACHES = 30 * 24 * 60 * 60 * 1000;

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;

/** Milliseconds to wait after the first failure, the second, and so on; the last for all that follow. */
const WAITS = [5 * 1000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR];
const LONGEST_WAIT = 10 * HOUR;

/** What became of an event: it needs nothing more, or is to come again after so many milliseconds. */
export type Delivered = 'done' | { againIn: number };

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
        ttl: Math.floor((now() + LOG_REACHES) / 1000),
      };
      log.info('event sent', { agency, endpoint: id, event: event.id, type: event.type, status, ...answer });
      // Sent twice at one moment, one of the two is in the log.
      await putGuarded(table, { key: atDelivery, item, version: item.version });
    };

    if (endpoint.status === 'disabled') {
      await note('failed', 0, { problem: 'endpoint_disabled' });
      return 'done';
    }
    const age = now() - since;
    const postponed = async (againIn: number): Promise<Delivered> => {
      if (age < GIVEN_UP_AFTER) return { againIn };
      await note('failed', 0, { problem: 'timeout' });
      return 'done';
    };
    const circuit = circuitOf(read, endpoint);
    const admission = admit(circuit, now(), age);
    if ('wait' in admission) return await postponed(admission.wait);
    let asksForPlace = circuit.timeouts > 0;
    if (admission.send === 'with_place' && !(await takePlace(sending, endpoint, event.id)))
      return await postponed(noPlaceWait(age));
    const answer = await dial(sending, endpoint, { id: event.id, body }, async () => {
      if (admission.send === 'with_place') return true;
      asksForPlace = true;
      return await takePlace(sending, endpoint, event.id);
    });
    if (!answer) return await postponed(noPlaceWait(age));
    const timedOut = isTimeout(answer);
    if (asksForPlace || timedOut) await leavePlace(sending, endpoint, event.id, timedOut);

    if (isDelivered(answer)) {
      await note('delivered', 1, answer);
      if (endpoint.failingSince !== undefined) await works(table, endpoint);
      return 'done';
    }
    const disabled = await fails(sending, endpoint);
    const isOver = disabled || age >= GIVEN_UP_AFTER;
    await note(isOver ? 'failed' : 'failing', 1, answer);
    return isOver ? 'done' : { againIn: WAITS[failuresOf(before)] ?? LONGEST_WAIT };
  };

/** Earlier failures of what is being tried. */
const failuresOf = (before: Delivery | undefined): number =>
  before?.status === 'failing' ? before.attempts : 0;

const isDelivered = (answer: Answer): boolean =>
  'statusCode' in answer && answer.statusCode >= 200 && answer.statusCode < 300;
