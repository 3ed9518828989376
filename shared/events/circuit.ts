import { instant } from '../kernel/clock.ts';
import type { Circuit } from '../table/items/circuit.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../kernel/durations.ts';

/**
 * Deliveries that may wait for one endpoint's answer at the same time. If all endpoints of an agency hang, most senders
 * must still be free for other agencies.
 */
export const MAX_WAITING_DELIVERIES = 2;

/** Milliseconds without deliveries after the first time-out in a row, the second, and every later one. */
const PAUSES_MS = [MINUTE_MS, 5 * MINUTE_MS];
const MAX_PAUSE_MS = 30 * MINUTE_MS;

/** Milliseconds over which the events that were put off come back at least: 10,000 of them are 33 a second. */
const MIN_SPREAD_MS = 5 * MINUTE_MS;

/** Milliseconds after which a slot is free again, even if its sender was cut off: longer than any delivery takes. */
const SLOT_TTL_MS = 30 * SECOND_MS;

/** Milliseconds that an event which found no slot waits at least. */
const MIN_NO_SLOT_WAIT_MS = 15 * SECOND_MS;

const RETENTION_MS = 30 * DAY_MS;

/** How an attempt ended: with an answer within a second, later, or without one. */
export type Pace = 'quick' | 'slow' | 'timeout';

/** How an event may be sent now: at once, only with a slot, or not for so many milliseconds. */
export type Admission = { send: 'freely' | 'with_slot' } | { wait: number };

export const NO_CIRCUIT: Circuit = { version: 0, waiting: {}, isSlow: false, timeouts: 0, ttl: 0 };

const pauseAfter = (timeouts: number): number => PAUSES_MS[timeouts - 1] ?? MAX_PAUSE_MS;

const waitingAt = ({ waiting }: Circuit, now: number): [string, string][] =>
  Object.entries(waiting).filter(([, until]) => Date.parse(until) > now);

/**
 * Judges whether an event may be sent to an endpoint now. After a time-out nothing is sent for a while; then one event at
 * a time, until an answer comes. Waits are spread, so that thousands of events don't come back at one moment.
 * @param now milliseconds since the epoch
 * @param age milliseconds that the event has waited: the longer, the less often it is tried
 */
export const admit = (circuit: Circuit, now: number, age: number): Admission => {
  const { isSlow, timeouts, openUntil } = circuit;
  const paused = openUntil === undefined ? 0 : Date.parse(openUntil) - now;
  if (paused > 0) return { wait: paused + Math.random() * Math.max(MIN_SPREAD_MS, pauseAfter(timeouts)) };
  const slots = timeouts > 0 ? 1 : MAX_WAITING_DELIVERIES;
  if (waitingAt(circuit, now).length >= slots) return { wait: noSlotWaitMs(age) };
  return { send: isSlow || timeouts > 0 ? 'with_slot' : 'freely' };
};

/** @returns milliseconds after which an event that found no slot is tried again */
export const noSlotWaitMs = (age: number): number =>
  Math.min(Math.max(MIN_NO_SLOT_WAIT_MS, age / 4), MAX_PAUSE_MS) * (1 + Math.random());

/** The circuit with one more delivery that waits for an answer; undefined where no slot is free. */
export const withSlot = (circuit: Circuit, event: string, now: number): Circuit | undefined =>
  'wait' in admit(circuit, now, 0)
    ? undefined
    : {
        ...circuit,
        waiting: { ...Object.fromEntries(waitingAt(circuit, now)), [event]: instant(now + SLOT_TTL_MS) },
        isSlow: true,
        ttl: ttlAt(now),
      };

/** The circuit after an attempt; undefined where that changes nothing. */
export const afterAttempt = (
  circuit: Circuit,
  event: string,
  pace: Pace,
  now: number,
): Circuit | undefined => {
  const { openUntil, ...kept } = circuit;
  const ended = {
    ...kept,
    waiting: Object.fromEntries(waitingAt(circuit, now).filter(([other]) => other !== event)),
    isSlow: pace !== 'quick',
    ttl: ttlAt(now),
  };
  if (pace !== 'timeout') {
    const isNews = circuit.timeouts > 0 || circuit.isSlow !== ended.isSlow || event in circuit.waiting;
    return isNews ? { ...ended, timeouts: 0 } : undefined;
  }
  // Those that waited at the same time add nothing.
  if (openUntil !== undefined && Date.parse(openUntil) > now) return { ...ended, openUntil };
  const timeouts = circuit.timeouts + 1;
  return { ...ended, timeouts, openUntil: instant(now + pauseAfter(timeouts)) };
};

const ttlAt = (now: number): number => Math.floor((now + RETENTION_MS) / SECOND_MS);
