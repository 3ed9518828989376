import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type CreateAlarmOptions,
  type IMetric,
  Metric,
  type MetricOptions,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import type { Count, Timing } from '../../shared/kernel/metrics.ts';
import type { Settings } from '../settings.ts';
import { AlarmTopics, type Severity } from './alarm-topics.ts';
import { silenceOf } from './silence.ts';

export type AlarmDefinition = {
  /** Follows the stage's prefix: `client-errors` becomes `scrip-dev-client-errors`. */
  name: string;
  severity: Severity;
  /** One sentence for the person on call: who is affected, and how. */
  impact: string;
  /** The section of docs/runbook.md, where alarms of one family share one; otherwise it is the alarm's own name. */
  section?: string;
  metric: IMetric;
  /** The metric at or above this value is an alarm. */
  threshold: number;
  /** How many periods in a row it takes. */
  periods?: number;
  /** What it means for customers raises another alarm too: it is left out where the settings ask for few. */
  isDetail?: true;
};

/** An alarm on a metric that must arrive regularly. Its impact names the time without one: `for 2 hours`. */
export type SilenceDefinition = Omit<AlarmDefinition, 'metric' | 'threshold' | 'periods' | 'isDetail'> & {
  /** The alarm fires at the latest so long after the last figure. */
  silentFor: Duration;
  period: Duration;
  /** A metric's name in `metrics`, or an expression of several. */
  expression: string;
  metrics: Record<string, IMetric>;
};

/** Five minutes: short enough to act on, and a single retry does not look like an outage. */
export const ALARM_PERIOD = Duration.minutes(5);

/** Every alarm of the stack, and the topics that they notify. */
export class Alarms extends Construct {
  readonly topics: AlarmTopics;
  readonly all: Alarm[] = [];
  /** Where this stage's own figures are counted: one account may hold several stages. */
  readonly namespace: string;
  /** Whether the settings ask for an alarm on each part, rather than one over the stage. */
  readonly areAll: boolean;
  private readonly prefix: string;
  private readonly byName = new Map<string, Alarm>();

  constructor(scope: Construct, id: string, { settings: { stage, alarms } }: { settings: Settings }) {
    super(scope, id);
    this.prefix = `scrip-${stage}`;
    this.areAll = alarms === 'all';
    this.namespace = `Scrip/${stage}`;
    this.topics = new AlarmTopics(this, 'Topics', this.prefix);
  }

  /** A figure that a Lambda counts or times itself (shared/kernel/metrics.ts). */
  ownMetric(service: string, metricName: Count | Timing, options: MetricOptions): Metric {
    return new Metric({ namespace: this.namespace, metricName, dimensionsMap: { service }, ...options });
  }

  /** An alarm on a figure that a Lambda counts itself (shared/kernel/metrics.ts). */
  addCount(
    watched: Construct,
    service: string,
    metricName: Count,
    { period = ALARM_PERIOD, ...alarm }: Omit<AlarmDefinition, 'metric'> & { period?: Duration },
  ): void {
    this.add(watched, {
      ...alarm,
      metric: this.ownMetric(service, metricName, { period, statistic: 'Sum' }),
    });
  }

  /** Adds an alarm under the construct that it watches. Missing data is no alarm, since what is not called does not fail. */
  add(watched: Construct, { metric, threshold, periods = 1, isDetail, ...about }: AlarmDefinition): void {
    if (isDetail && !this.areAll) return;
    this.create(watched, about, {
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  /** Adds an alarm on silence. A metric that was never published is silent too: only for that, missing data counts. */
  addSilence(watched: Construct, definition: SilenceDefinition): void {
    const { silentFor, period, expression, metrics, ...about } = definition;
    const { metric, periods } = silenceOf(silentFor, period, expression, metrics);
    this.create(watched, about, {
      metric,
      threshold: 1,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  /** An alarm on a count that a Lambda must make regularly. */
  addSilentCount(
    watched: Construct,
    service: string,
    metricName: Count,
    alarm: Omit<SilenceDefinition, 'expression' | 'metrics'>,
  ): void {
    const { period } = alarm;
    const runs = this.ownMetric(service, metricName, { period, statistic: 'Sum' });
    this.addSilence(watched, { ...alarm, expression: 'runs', metrics: { runs } });
  }

  /**
   * An alarm that is there already, by its name without the prefix.
   * @throws where there is none: a typing error, or too early
   */
  named(name: string): Alarm {
    const alarm = this.byName.get(name);
    if (alarm === undefined) throw new TypeError(`no alarm ${name}`);
    return alarm;
  }

  private create(
    watched: Construct,
    {
      name,
      severity,
      impact,
      section = name,
    }: Pick<AlarmDefinition, 'name' | 'severity' | 'impact' | 'section'>,
    props: CreateAlarmOptions & { metric: IMetric },
  ): void {
    const alarm = new Alarm(watched, `Alarm-${name}`, {
      alarmName: `${this.prefix}-${name}`,
      alarmDescription: `Impact: ${impact} Runbook: docs/runbook.md#${section}`,
      ...props,
    });
    const notify = new SnsAction(this.topics[severity]);
    alarm.addAlarmAction(notify);
    alarm.addOkAction(notify);
    this.all.push(alarm);
    this.byName.set(name, alarm);
  }
}
