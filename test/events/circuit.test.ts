import { expect, test } from 'vitest';
import {
  admit,
  afterAttempt,
  MAX_WAITING_DELIVERIES,
  NO_CIRCUIT,
  withSlot,
} from '../../shared/events/circuit.ts';
import type { Circuit } from '../../shared/table/items/circuit.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/kernel/durations.ts';

const NOW = Date.parse('2026-03-01T00:00:00.000Z');

const taken = (circuit: Circuit, event: string, now = NOW): Circuit => {
  const next = withSlot(circuit, event, now);
  if (!next) throw new Error('no slot');
  return next;
};

const timedOut = (circuit: Circuit, event: string, now = NOW): Circuit =>
  afterAttempt(circuit, event, 'timeout', now) ?? circuit;

const waitOf = (circuit: Circuit, now: number, age = 0): number => {
  const admission = admit(circuit, now, age);
  return 'wait' in admission ? admission.wait : 0;
};

test('an endpoint that answers has no circuit and causes no writes', () => {
  expect(admit(NO_CIRCUIT, NOW, 0)).toEqual({ send: 'freely' });
  expect(afterAttempt(NO_CIRCUIT, 'one', 'quick', NOW)).toBeUndefined();
});

test('few deliveries wait for one endpoint at a time; a released slot is free', () => {
  expect(MAX_WAITING_DELIVERIES).toBe(2);
  const full = taken(taken(NO_CIRCUIT, 'one'), 'two');
  expect(withSlot(full, 'three', NOW)).toBeUndefined();
  expect(waitOf(full, NOW)).toBeGreaterThanOrEqual(15 * SECOND_MS);
  const answered = afterAttempt(full, 'one', 'slow', NOW) ?? full;
  expect(Object.keys(taken(answered, 'three').waiting)).toEqual(['two', 'three']);
});

test('a sender takes a slot before it calls a slow endpoint, until that answers quickly', () => {
  const waiting = taken(NO_CIRCUIT, 'one');
  expect(admit(waiting, NOW, 0)).toEqual({ send: 'with_slot' });
  const slow = afterAttempt(waiting, 'one', 'slow', NOW) ?? waiting;
  expect(slow).toMatchObject({ isSlow: true, waiting: {} });
  expect(admit(slow, NOW, 0)).toEqual({ send: 'with_slot' });
  const quick = afterAttempt(taken(slow, 'two'), 'two', 'quick', NOW) ?? slow;
  expect(admit(quick, NOW, 0)).toEqual({ send: 'freely' });
});

test('the slot of a sender that was cut off is free after half a minute', () => {
  const full = taken(taken(NO_CIRCUIT, 'one'), 'two');
  expect(withSlot(full, 'three', NOW + 30 * SECOND_MS - 1)).toBeUndefined();
  expect(Object.keys(taken(full, 'three', NOW + 30 * SECOND_MS).waiting)).toEqual(['three']);
});

test('after time-outs nothing is sent for a minute, then five, then thirty; waits are spread', () => {
  let circuit = NO_CIRCUIT;
  let now = NOW;
  for (const pause of [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 30 * MINUTE_MS]) {
    circuit = timedOut(taken(circuit, 'one', now), 'one', now);
    const waits = Array.from({ length: 200 }, () => waitOf(circuit, now));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(pause);
    const spread = Math.max(pause, 5 * MINUTE_MS);
    expect(Math.max(...waits)).toBeLessThan(pause + spread);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(spread / 2);
    now += pause;
    expect(admit(circuit, now, 0)).toEqual({ send: 'with_slot' });
  }
});

test('simultaneous time-outs count as one', () => {
  const both = taken(taken(NO_CIRCUIT, 'one'), 'two');
  const circuit = timedOut(timedOut(both, 'one'), 'two', NOW + 1);
  expect(circuit).toMatchObject({ timeouts: 1, waiting: {}, openUntil: '2026-03-01T00:01:00.000Z' });
});

test('after the pause one event at a time is sent until an answer comes', () => {
  const paused = timedOut(taken(NO_CIRCUIT, 'one'), 'one');
  const later = NOW + MINUTE_MS;
  const probing = taken(paused, 'two', later);
  expect(withSlot(probing, 'three', later)).toBeUndefined();
  const answered = afterAttempt(probing, 'two', 'quick', later) ?? probing;
  expect(answered).toMatchObject({ timeouts: 0, waiting: {} });
  expect(answered.openUntil).toBeUndefined();
  expect(admit(answered, later, 0)).toEqual({ send: 'freely' });
});

test('the longer an event has waited, the less often it is retried', () => {
  const full = taken(taken(NO_CIRCUIT, 'one'), 'two');
  for (const [age, least] of [
    [0, 15 * SECOND_MS],
    [MINUTE_MS, 15 * SECOND_MS],
    [20 * MINUTE_MS, 5 * MINUTE_MS],
    [5 * 24 * 60 * MINUTE_MS, 30 * MINUTE_MS],
  ] as const) {
    const wait = waitOf(full, NOW, age);
    expect(wait).toBeGreaterThanOrEqual(least);
    expect(wait).toBeLessThan(2 * least);
  }
});
