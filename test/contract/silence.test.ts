import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { type Figure, type Rule, stateAt, type Unknowns } from '../support/cloudwatch.ts';
import { type AlarmProperties, alarmsOf, isOnSilence } from './alarms-of.ts';
import { synthesize } from './synthesize.ts';
import { lambdasOf, resourcesOf, type Template } from './template.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Seconds that CloudWatch takes to show a figure, at the most. */
const MAX_DELAY = 5 * MINUTE;

const MAX_SPEND_HOURS = 6;
const template = inject('template');
const withOptions = synthesize({
  maxHoursWithoutSpend: MAX_SPEND_HOURS,
  backupDays: 90,
  probe: 'true',
}).template;

/** What the source of a figure does regularly, in seconds: when it begins, and how long a run may take. */
type Regular = { first: number; every: number; duration: number };

const rate = /^rate\((?<count>\d+) (?<unit>minute|hour)s?\)$/;
const daily = /^cron\((?<minute>\d+) (?<hour>\d+) \* \* \? \*\)$/;

const rulesOf = (of: Template) =>
  resourcesOf(
    of,
    'AWS::Events::Rule',
    z.object({ ScheduleExpression: z.string(), Targets: z.array(z.object({ Input: z.string() })) }),
  ).map(({ properties }) => properties);

const scheduleOf = (of: Template, input: string): Pick<Regular, 'first' | 'every'> => {
  const rule = rulesOf(of).find(({ Targets }) => Targets.some(({ Input }) => Input === input));
  const expression = rule?.ScheduleExpression ?? '';
  const { count, unit } = rate.exec(expression)?.groups ?? {};
  if (count !== undefined) return { first: 0, every: Number(count) * (unit === 'hour' ? HOUR : MINUTE) };
  const { minute, hour } = daily.exec(expression)?.groups ?? {};
  if (minute === undefined) throw new TypeError(`no schedule for ${input}: ${expression}`);
  return { first: Number(hour) * HOUR + Number(minute) * MINUTE, every: DAY };
};

const timeoutOf = (of: Template, lambda: string): number =>
  lambdasOf(of).find(({ name }) => name === lambda)?.timeout ?? Number.NaN;

/** The input of the schedule whose runs each alarm on silence misses, and the Lambda that it calls. */
const SCHEDULED = {
  'audit-silent': { input: '{"pass":"nightly"}', lambda: 'reconciler' },
  'reconciler-silent': { input: '{"pass":"recent"}', lambda: 'reconciler' },
  'sweeper-silent': { input: '{"sweep":"expired"}', lambda: 'sweeper' },
  'probe-failing': { input: '{"probe":"visitor"}', lambda: 'probe' },
  // The sweeper writes the heartbeat at the end of its run.
  'change-stream-unread': { input: '{"sweep":"expired"}', lambda: 'sweeper' },
};

/** How regularly what each alarm on silence watches happens. */
const REGULARLY: Record<string, Regular> = {
  ...Object.fromEntries(
    Object.entries(SCHEDULED).map(([name, { input, lambda }]): [string, Regular] => [
      name,
      { ...scheduleOf(withOptions, input), duration: timeoutOf(withOptions, lambda) },
    ]),
  ),
  // Lambda's long polling asks at least every 20 seconds, whatever there is.
  'event-queue-unread': { first: 0, every: 20, duration: 0 },
  // A backup begins within its first hour and ends within four.
  'backup-silent': { first: 4 * HOUR + 40 * MINUTE, every: DAY, duration: 5 * HOUR },
  // Whoever sets this says that somebody spends far more often.
  'spend-silent': { first: 0, every: (MAX_SPEND_HOURS * HOUR) / 4, duration: 0 },
};

/** When runs end that begin regularly and take now no time, now all that they have. */
const regularEnds = ({ first, every, duration }: Regular, until: number): number[] =>
  Array.from(
    { length: Math.ceil((until - first) / every) },
    (_, run) => first + run * every + (run % 2 === 0 ? 0 : duration),
  );

const shown = (ends: readonly number[]): Figure[] =>
  ends.map((at, run) => ({ at, shownAt: at + (run % 2 === 0 ? MAX_DELAY : 0), value: 1 }));

const ruleOf = (alarm: AlarmProperties): Rule & { ids: string[] } => {
  const stats = (alarm.Metrics ?? []).flatMap(({ Id, MetricStat }) =>
    MetricStat === undefined ? [] : [{ ...MetricStat, Id }],
  );
  const periods = new Set(stats.map(({ Period }) => Period));
  const expressions = (alarm.Metrics ?? []).flatMap(({ Expression }) => Expression ?? []);
  const [period = Number.NaN, ...otherPeriods] = periods;
  const [expression = '', ...otherExpressions] = expressions;
  expect(otherPeriods).toEqual([]);
  expect(otherExpressions).toEqual([]);
  expect(stats.map(({ Stat }) => Stat)).toEqual(stats.map(() => 'Sum'));
  return {
    expression,
    period,
    evaluationPeriods: alarm.EvaluationPeriods,
    datapointsToAlarm: alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods,
    threshold: alarm.Threshold,
    comparison: alarm.ComparisonOperator,
    missing: alarm.TreatMissingData,
    ids: stats.map(({ Id }) => Id),
  };
};

/** The time that an alarm's text names, in seconds. */
const textTime = ({ AlarmDescription }: AlarmProperties): number => {
  const { count, unit } = /\bfor (?<count>\d+) (?<unit>minutes|hours)\b/.exec(AlarmDescription)?.groups ?? {};
  return Number(count) * (unit === 'hours' ? HOUR : MINUTE);
};

const UNKNOWNS: Unknowns[] = (['sliding', 'clock'] as const).flatMap((windows) =>
  [0, 2, 7].flatMap((furtherPeriods) =>
    [true, false].map((fillsEmptyRange) => ({ windows, furtherPeriods, fillsEmptyRange })),
  ),
);

const silences = alarmsOf(withOptions)
  .filter(isOnSilence)
  .map((alarm) => ({
    alarm,
    name: alarm.AlarmName.replace('scrip-dev-', ''),
    time: textTime(alarm),
    rule: ruleOf(alarm),
  }));

/** The minutes at which the alarm is on, under any of the readings that the documentation allows. */
const onAt = (
  { rule }: (typeof silences)[number],
  figures: readonly Figure[],
  from: number,
  until: number,
): { minute: number; on: number }[] => {
  // The first metric has all figures: for a sum it makes no difference.
  const metrics = Object.fromEntries(rule.ids.map((id, place) => [id, place === 0 ? figures : []]));
  const minutes = Array.from(
    { length: Math.floor((until - from) / MINUTE) },
    (_, minute) => from + minute * MINUTE,
  );
  return minutes.map((minute) => ({
    minute,
    on: UNKNOWNS.filter((unknowns) => stateAt(minute, rule, metrics, unknowns) === 'ALARM').length,
  }));
};

test('every schedule has an alarm for when its runs stop', () => {
  const inputs = rulesOf(withOptions).flatMap(({ Targets }) => Targets.map(({ Input }) => Input));
  expect(new Set(inputs)).toEqual(new Set(Object.values(SCHEDULED).map(({ input }) => input)));
});

test('every alarm on silence is known here', () => {
  expect(silences.map(({ name }) => name).toSorted()).toEqual(Object.keys(REGULARLY).toSorted());
  expect(alarmsOf(template).filter(isOnSilence)).toHaveLength(
    // Three are of options.
    silences.length - 3,
  );
});

describe.each(silences)('$name', (silence) => {
  const { name, time, rule } = silence;
  const regular = REGULARLY[name] ?? { first: 0, every: 0, duration: 0 };
  // Long enough that all that CloudWatch looks back at lies behind.
  const settled = Math.ceil((regular.first + (rule.evaluationPeriods + 9) * rule.period) / DAY) * DAY;
  const window = Math.max(2 * regular.every, 4 * rule.period);

  test('stays off while all is regular', () => {
    const figures = shown(regularEnds(regular, settled + window));
    expect(onAt(silence, figures, settled, settled + window).filter(({ on }) => on > 0)).toEqual([]);
  });

  test('stays off when one run is late, or a frequent one is missed', () => {
    const ends = regularEnds(regular, settled + 5 * regular.every);
    const next = ends.findIndex((at) => at >= settled);
    const lateness = Math.min(regular.every, 8 * HOUR);
    const until = settled + 3 * regular.every;
    for (const late of [next, next + 1]) {
      const figures = shown(ends.map((at, run) => (run === late ? at + lateness : at)));
      expect(onAt(silence, figures, settled, until).filter(({ on }) => on > 0)).toEqual([]);
    }
  });

  test('is on within the time of its text after the last run, whenever that was', () => {
    const ends = regularEnds(regular, settled + regular.every);
    for (const shift of [0, 0.3, 0.6, 0.99]) {
      const figures = shown(ends.map((at) => at + Math.floor(shift * rule.period)));
      const last = Math.max(...figures.map(({ at }) => at));
      const states = onAt(silence, figures, last + time, last + time + 5 * MINUTE);
      expect(states.filter(({ on }) => on < UNKNOWNS.length)).toEqual([]);
    }
  });

  test('is on where nothing was ever published', () => {
    expect(onAt(silence, [], settled, settled + 5 * MINUTE).map(({ on }) => on)).toEqual(
      Array.from({ length: 5 }, () => UNKNOWNS.length),
    );
  });

  test('goes off again once the runs resume', () => {
    const resumed = shown([settled, settled + regular.every]);
    const [after] = onAt(silence, resumed, settled + MAX_DELAY, settled + MAX_DELAY + MINUTE);
    expect(after?.on).toBe(0);
  });

  test('asks for no more than CloudWatch evaluates: a day, or a week in periods of an hour', () => {
    const total = rule.evaluationPeriods * rule.period;
    expect(time).toBeGreaterThan(0);
    expect(total).toBeLessThanOrEqual(rule.period >= HOUR ? 7 * DAY : DAY);
  });
});
