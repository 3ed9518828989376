import { instant } from '../kernel/clock.ts';
import type { Circuit } from '../table/items/circuit.ts';

/**
 * Deliveries that may wait for one endpoint's answer at the same time. If all endpoints of an agency hang, most senders
 * must still be free for other agencies.
 */
export const MOST_WAITING = 2;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Milliseconds without deliveries after the first time-out in a row, the second, and every later one. */
const PAUSES = [MINUTE, 5 * MINUTE];
const LONGEST_PAUSE = 30 * MINUTE;

/** Milliseconds over which the events that were put off come back at least: 10,000 of them are 33 a second. */
const SPREAD = 5 * MINUTE;

/** Milliseconds after which a place is free again, even if its sender was cut off: longer than any delivery takes. */
const PLACE_LIVES = 30 * SECOND;

/** Milliseconds that an event which found no place waits at least. */
const NO_PLACE_WAIT = 15 * SECOND;

const KEPT_FOR = 30 * DAY;

/** How an attempt ended: with an answer within a second, later, or without one. */
export type Pace = 'quick' | 'slow' | 'timeout';

/** How an event may be sent now: at once, only with a place, or not for so many milliseconds. */
export type Admission = { send: 'freely' | 'with_place' } | { wait: number };

export const NO_CIRCUIT: Circuit = { version: 0, waiting: {}, isSlow: false, timeouts: 0, ttl: 0 };

const pauseAfter = (timeouts: number): number => PAUSES[timeouts - 1] ?? LONGEST_PAUSE;

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
  if (paused > 0) return { wait: paused + Math.random() * Math.max(SPREAD, pauseAfter(timeouts)) };
  const places = timeouts > 0 ? 1 : MOST_WAITING;
  if (waitingAt(circuit, now).length >= places) return { wait: noPlaceWait(age) };
  return { send: isSlow || timeouts > 0 ? 'with_place' : 'freely' };
};

/** @returns milliseconds after which an event that found no place is tried again */
export const noPlaceWait = (age: number): number =>
  Math.min(Math.max(NO_PLACE_WAIT, age / 4), LONGEST_PAUSE) * (1 + Math.random());

/** The circuit with one more delivery that waits for an answer; undefined where no place is free. */
export const withPlace = (circuit: Circuit, event: string, now: number): Circuit | undefined =>
  'wait' in admit(circuit, now, 0)
    ? undefined
    : {
        ...circuit,
        waiting: { ...Object.fromEntries(waitingAt(circuit, now)), [event]: instant(now + PLACE_LIVES) },
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

const ttlAt = (now: number): number => Math.floor((now + KEPT_FOR) / SECOND);
