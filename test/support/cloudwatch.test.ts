import { expect, test } from 'vitest';
import { stateAt, stateOf, type Rule, type Unknowns } from './cloudwatch.ts';

/** As AWS's tables have it: 0 is within the threshold, X beyond it, - is missing; the newest is last. */
const points = (row: string) =>
  row
    .split(' ')
    .toReversed()
    .map((point) => (point === '-' ? undefined : Number(point === 'X')));

const rule: Rule = {
  expression: 'm',
  period: 300,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  threshold: 1,
  comparison: 'GreaterThanOrEqualToThreshold',
  missing: 'breaching',
};

test.each([
  ['0 - X - X', 'OK', 'OK'],
  ['0 - - - -', 'OK', 'OK'],
  ['- - - - -', 'ALARM', 'OK'],
  ['0 X X - X', 'ALARM', 'ALARM'],
  ['- - - - X', 'ALARM', 'OK'],
])('3 of 3, as in the table of the documentation: %s', (row, breaching, notBreaching) => {
  expect(stateOf(points(row), rule)).toBe(breaching);
  expect(stateOf(points(row), { ...rule, missing: 'notBreaching' })).toBe(notBreaching);
});

test.each([
  ['0 - X - X', 'ALARM', 'ALARM'],
  ['0 0 X 0 X', 'ALARM', 'ALARM'],
  ['0 - X - -', 'ALARM', 'OK'],
  ['- - - - 0', 'ALARM', 'OK'],
  ['- - - - X', 'ALARM', 'OK'],
])('2 of 3, as in the table of the documentation: %s', (row, breaching, notBreaching) => {
  const of3 = { ...rule, datapointsToAlarm: 2 };
  expect(stateOf(points(row), of3)).toBe(breaching);
  expect(stateOf(points(row), { ...of3, missing: 'notBreaching' })).toBe(notBreaching);
});

const hourly: Rule = {
  ...rule,
  period: 3600,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  comparison: 'LessThanThreshold',
};
const sliding: Unknowns = { windows: 'sliding', furtherPeriods: 4, fillsEmptyRange: false };
const HOUR = 3600;
const last = [{ at: 10 * HOUR, shownAt: 10 * HOUR, value: 1 }];

test('missing data alone fires late, with FILL in time', () => {
  const at = (hours: number, expression: string) =>
    stateAt(hours * HOUR, { ...hourly, expression }, { m: last }, sliding);
  expect([at(11.5, 'm'), at(14.5, 'm'), at(15.5, 'm')]).toEqual(['OK', 'OK', 'ALARM']);
  expect([at(10.5, 'FILL(m, 0)'), at(11.5, 'FILL(m, 0)')]).toEqual(['OK', 'ALARM']);
});

test('FILL fills no metric that was never published', () => {
  const never = { ...hourly, expression: 'FILL(m, 0)' };
  expect(stateAt(HOUR, never, { m: [] }, sliding)).toBe('ALARM');
  expect(stateAt(HOUR, { ...never, missing: 'notBreaching' }, { m: [] }, sliding)).toBe('OK');
});

test('a sum has a point where any of its metrics has one', () => {
  const sum = { ...hourly, expression: 'FILL(SUM([a, b]), 0)' };
  expect(stateAt(10.5 * HOUR, sum, { a: [], b: last }, sliding)).toBe('OK');
  expect(stateAt(11.5 * HOUR, sum, { a: [], b: last }, sliding)).toBe('ALARM');
});

test('a figure counts when CloudWatch shows it; with clock windows the hour that has begun counts, too', () => {
  const late = { m: [{ at: 10 * HOUR, shownAt: 10.1 * HOUR, value: 1 }] };
  const filled = { ...hourly, expression: 'FILL(m, 0)' };
  const clock: Unknowns = { ...sliding, windows: 'clock', fillsEmptyRange: true };
  expect(stateAt(10.05 * HOUR, filled, late, sliding)).toBe('ALARM');
  expect(stateAt(10.2 * HOUR, filled, late, sliding)).toBe('OK');
  expect(stateAt(10.9 * HOUR, filled, late, clock)).toBe('OK');
  expect(stateAt(11.1 * HOUR, filled, late, clock)).toBe('ALARM');
});

test('an unknown expression is no silence', () => {
  expect(() => stateAt(HOUR, { ...hourly, expression: 'm1 + m2' }, { m: last }, sliding)).toThrow(TypeError);
});
