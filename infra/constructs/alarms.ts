import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  type MetricOptions,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Count, Timing } from '../../shared/kernel/metrics.ts';
import type { Settings } from '../settings.ts';

export type AlarmDefinition = {
  /** Follows the stage's prefix: `client-errors` becomes `scrip-dev-client-errors`. */
  name: string;
  /** One sentence for the person on call: who is affected, and how. */
  impact: string;
  /** The section of docs/runbook.md, where alarms of one family share one; otherwise it is the alarm's own name. */
  section?: string;
  metric: IMetric;
  /** The metric at or above this value is an alarm. */
  threshold: number;
  /** How many periods in a row it takes. */
  periods?: number;
  /** The metric below the threshold is the alarm, and so is no metric at all. */
  onSilence?: boolean;
};

/** Five minutes: short enough to act on, and a single retry does not look like an outage. */
export const ALARM_PERIOD = Duration.minutes(5);

/** Every alarm of the stack, and the one topic that they all notify. */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly all: Alarm[] = [];
  /** Where this stage's own figures are counted: one account may hold several stages. */
  readonly namespace: string;
  private readonly prefix: string;

  constructor(scope: Construct, id: string, { settings: { stage } }: { settings: Settings }) {
    super(scope, id);
    const prefix = `scrip-${stage}`;
    this.prefix = prefix;
    this.namespace = `Scrip/${stage}`;
    this.topic = new Topic(this, 'Topic', { displayName: `${prefix} alarms`, enforceSSL: true });
    // The topic's policy replaces the one that SNS would give it, and with it CloudWatch's right to publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: {
          ArnLike: {
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'cloudwatch',
              resource: 'alarm',
              resourceName: `${prefix}-*`,
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
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

  /**
   * Adds an alarm under the construct that it watches. Missing data is no alarm, since what is not called does not
   * fail; except for a metric that must arrive regularly.
   */
  add(watched: Construct, definition: AlarmDefinition): void {
    const { name, impact, section = name, metric, threshold, periods = 1, onSilence = false } = definition;
    const alarm = new Alarm(watched, `Alarm-${name}`, {
      alarmName: `${this.prefix}-${name}`,
      alarmDescription: `Impact: ${impact} Runbook: docs/runbook.md#${section}`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: onSilence
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: onSilence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    this.all.push(alarm);
  }
}
