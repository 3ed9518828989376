import { expect, test } from 'vitest';
import { parseScheduleExpression } from '../../infra/local/event-sources/schedule-expression.ts';
import type { Schedule } from '../../infra/local/event-sources/schedule-definitions.ts';
import { startSchedules } from '../../infra/local/event-sources/schedules.ts';
import { quiet } from '../../infra/local/log.ts';

const next = (expression: string, after: string, timezone?: string): string | undefined => {
  const time = parseScheduleExpression(expression, timezone)(Date.parse(after));
  return time === undefined ? undefined : new Date(time).toISOString();
};

// 2026-11-20 is a Friday.
test.each([
  ['rate(1 minute)', '2026-11-20T10:00:30Z', '2026-11-20T10:01:00.000Z'],
  ['rate(15 minutes)', '2026-11-20T10:15:00Z', '2026-11-20T10:30:00.000Z'],
  ['rate(1 day)', '2026-11-20T10:15:00Z', '2026-11-21T00:00:00.000Z'],
  ['cron(0 3 * * ? *)', '2026-11-20T10:00:00Z', '2026-11-21T03:00:00.000Z'],
  ['cron(0/20 * * * ? *)', '2026-11-20T10:05:00Z', '2026-11-20T10:20:00.000Z'],
  ['cron(0 8 ? * 2-6 *)', '2026-11-20T10:00:00Z', '2026-11-23T08:00:00.000Z'],
  ['cron(0 8 ? * SUN *)', '2026-11-20T10:00:00Z', '2026-11-22T08:00:00.000Z'],
  ['cron(0 8 ? * 2#1 *)', '2026-11-20T10:00:00Z', '2026-12-07T08:00:00.000Z'],
  ['cron(0 0 L * ? *)', '2026-11-20T10:00:00Z', '2026-11-30T00:00:00.000Z'],
  ['cron(0 0 1 1 ? 2030-2031)', '2026-11-20T10:00:00Z', '2030-01-01T00:00:00.000Z'],
  ['cron(0 0 1 1 ? 2020)', '2026-11-20T10:00:00Z', undefined],
  ['at(2030-01-31T09:30:00)', '2026-11-20T10:00:00Z', '2030-01-31T09:30:00.000Z'],
  ['at(2020-01-31T09:30:00)', '2026-11-20T10:00:00Z', undefined],
])('%s runs next after %s at %s', (expression, after, expected) => {
  expect(next(expression, after)).toBe(expected);
});

test('a time zone shifts cron', () => {
  expect(next('cron(0 3 * * ? *)', '2026-11-20T10:00:00Z', 'Europe/Berlin')).toBe('2026-11-21T02:00:00.000Z');
});

test.each([
  'rate(1 minutes)',
  'rate(0 minutes)',
  'cron(0 3 * * *)',
  'cron(0 3 * * * *)',
  'cron(61 3 * * ? *)',
  'daily',
])('%s is refused in one line, as on AWS', (expression) => {
  expect(() => parseScheduleExpression(expression)).toThrow(/^.+ is not a schedule: [^\n]+$/);
});

test('each run is invoked once at its time, and none after the stop', async () => {
  let now = Date.parse('2026-11-20T10:00:30Z');
  const runs: string[] = [];
  const schedule: Schedule = {
    id: 'Every5',
    isEnabled: true,
    nextRun: parseScheduleExpression('rate(5 minutes)'),
    event: (time) => new Date(time).toISOString(),
    lambda: {
      name: 'reconciler',
      label: 'reconciler',
      arn: '',
      concurrency: 1,
      invoke: async (event) => {
        runs.push(String(event));
        return { status: 'ok', payload: 'null', duration: 1, cold: false, requestId: '' };
      },
      isFree: () => true,
      warmUp: async () => {},
      stop: async () => {},
    },
  };
  let reached: () => void = () => {};
  const enough = new Promise<void>((resolve) => (reached = resolve));
  const started = startSchedules([schedule, { ...schedule, isEnabled: false }], quiet, {
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
      if (runs.length >= 3) reached();
      await Promise.resolve();
    },
  });
  await enough;
  await started.stop();
  expect(runs.slice(0, 3)).toEqual([
    '2026-11-20T10:05:00.000Z',
    '2026-11-20T10:10:00.000Z',
    '2026-11-20T10:15:00.000Z',
  ]);
  expect(runs.length).toBeLessThanOrEqual(4);
});
