/**
 * How CloudWatch evaluates an alarm, as its documentation says, for the kinds of alarms that this stack has:
 * - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html (M of N)
 * - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html (evaluation range, missing data)
 * - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html (sliding and clock windows)
 * - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html (FILL, SUM)
 * Where the documentation leaves something open, it is a choice in `Unknowns`, and a test takes all of them.
 */

/** A figure: when it was counted, and when CloudWatch shows it. Times are in seconds. */
export type Figure = { at: number; shownAt: number; value: number };

export type Rule = {
  /** Of several metrics: `FILL(m, 0)`, `SUM([a, b])` and both together. */
  expression: string;
  /** Seconds. */
  period: number;
  evaluationPeriods: number;
  datapointsToAlarm: number;
  threshold: number;
  comparison: 'LessThanThreshold' | 'GreaterThanOrEqualToThreshold';
  missing: 'breaching' | 'notBreaching';
};

export type Unknowns = {
  /** Whether periods end now or with the clock; with the clock, the newest one is not over yet. */
  windows: 'sliding' | 'clock';
  /** How many periods CloudWatch looks at beyond those that the alarm asks for. */
  furtherPeriods: number;
  /** Whether FILL fills a range without any point, provided that the metric has ever had one. */
  fillsEmptyRange: boolean;
};

export type State = 'OK' | 'ALARM';

/** Periods from the newest to the oldest; undefined where there is no figure. */
type Series = readonly (number | undefined)[];

/** The state of an alarm after its newest points, by the documented rules. */
export const stateOf = (
  series: Series,
  {
    evaluationPeriods,
    datapointsToAlarm,
    threshold,
    comparison,
    missing,
  }: Omit<Rule, 'expression' | 'period'>,
): State => {
  const real = series.filter((value) => value !== undefined).slice(0, evaluationPeriods);
  const breaches = (value: number) =>
    comparison === 'LessThanThreshold' ? value < threshold : value >= threshold;
  // Missing points are used as few times as possible, and only to make up the number.
  const filled = missing === 'breaching' ? evaluationPeriods - real.length : 0;
  return real.filter(breaches).length + filled >= datapointsToAlarm ? 'ALARM' : 'OK';
};

/** A metric's sums by period, as CloudWatch shows them at a time. */
const sumsAt = (
  figures: readonly Figure[],
  now: number,
  { period, evaluationPeriods }: Rule,
  { windows, furtherPeriods }: Unknowns,
): Series => {
  const end = windows === 'sliding' ? now : (Math.floor(now / period) + 1) * period;
  const sums = Array.from<number | undefined>({ length: evaluationPeriods + furtherPeriods });
  for (const { at, shownAt, value } of figures) {
    const place = Math.ceil((end - at) / period) - 1;
    if (shownAt <= now && at <= now && place >= 0 && place < sums.length)
      sums[place] = (sums[place] ?? 0) + value;
  }
  return sums;
};

const FILL = /^FILL\((?<inner>.+), (?<value>\d+)\)$/;
const SUM = /^SUM\(\[(?<terms>[^[\]]+)\]\)$/;

/** @param fillsEmpty whether FILL fills a series without any point */
const valueOf = (expression: string, metrics: ReadonlyMap<string, Series>, fillsEmpty: boolean): Series => {
  const fill = FILL.exec(expression)?.groups;
  if (fill?.['inner'] !== undefined) {
    const series = valueOf(fill['inner'], metrics, fillsEmpty);
    const isFilled = fillsEmpty || series.some((value) => value !== undefined);
    return isFilled ? series.map((value) => value ?? Number(fill['value'])) : series;
  }
  const sum = SUM.exec(expression)?.groups;
  if (sum?.['terms'] !== undefined) {
    const [first = [], ...others] = sum['terms']
      .split(', ')
      .map((term) => valueOf(term, metrics, fillsEmpty));
    return first.map((value, place) => {
      const values = [value, ...others.map((other) => other[place])].filter((one) => one !== undefined);
      return values.length === 0 ? undefined : values.reduce((total, one) => total + one, 0);
    });
  }
  const series = metrics.get(expression);
  if (series === undefined) throw new TypeError(`"${expression}" is no expression that this test knows`);
  return series;
};

/** The alarm's state at a time, given the figures of its metrics by the names that its expression has for them. */
export const stateAt = (
  now: number,
  rule: Rule,
  metrics: Readonly<Record<string, readonly Figure[]>>,
  unknowns: Unknowns,
): State => {
  const series = Object.entries(metrics).map(([name, figures]): [string, Series] => [
    name,
    sumsAt(figures, now, rule, unknowns),
  ]);
  const hasEver = Object.values(metrics).some((figures) => figures.some(({ shownAt }) => shownAt <= now));
  return stateOf(valueOf(rule.expression, new Map(series), hasEver && unknowns.fillsEmptyRange), rule);
};
