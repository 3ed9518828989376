import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type IFilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Count, Timing } from '../../shared/kernel/metrics.ts';
import { ALARM_PERIOD, type AlarmDefinition, type Alarms } from './alarms.ts';
import type { LambdaFunction } from './lambda-function.ts';

export type StageAlarmProps = Omit<AlarmDefinition, 'metric' | 'section'> & {
  alarms: Alarms;
  /** The stage's metric, without a dimension. */
  metricName: string;
  statistic: 'Sum' | 'Maximum';
};

/** What one Lambda adds to the stage's metric. */
export type StagePart = {
  /** Which lines of its log count, and the value of each: 1 unless given. */
  pattern: IFilterPattern;
  value?: string;
  /** Its own alarm, where every Lambda has one. */
  own: Pick<AlarmDefinition, 'name' | 'metric'> & Partial<Pick<AlarmDefinition, 'impact' | 'threshold'>>;
};

/**
 * An alarm that several Lambdas share. CloudWatch bills each metric of an alarm, also those inside an expression or a
 * query, but no filter on a log: so the Lambdas' logs add up to one metric. With the setting `alarms: all` each Lambda
 * has an alarm on its own metric instead.
 */
export class StageAlarm {
  private readonly scope: Construct;
  private readonly props: StageAlarmProps;
  private isAdded = false;

  constructor(scope: Construct, props: StageAlarmProps) {
    this.scope = scope;
    this.props = props;
  }

  add(lambda: LambdaFunction, { pattern: filterPattern, value: metricValue = '1', own }: StagePart): void {
    const { alarms, metricName, statistic, ...definition } = this.props;
    if (alarms.areAll) {
      alarms.add(lambda, { ...definition, section: definition.name, ...own });
      return;
    }
    const { logs: logGroup } = lambda;
    const { namespace } = alarms;
    new MetricFilter(lambda, metricName, {
      logGroup,
      filterPattern,
      metricNamespace: namespace,
      metricName,
      metricValue,
    });
    if (this.isAdded) return;
    this.isAdded = true;
    alarms.add(this.scope, {
      ...definition,
      metric: new Metric({ namespace, metricName, statistic, period: ALARM_PERIOD }),
    });
  }
}

/** An alarm on a figure that several Lambdas count or time themselves (shared/kernel/metrics.ts). */
export const addStageFigure = (
  scope: Construct,
  lambdas: readonly LambdaFunction[],
  metricName: Count | Timing,
  {
    statistic = 'Sum',
    ...props
  }: Omit<StageAlarmProps, 'metricName' | 'statistic'> & Partial<Pick<StageAlarmProps, 'statistic'>>,
): void => {
  const stage = new StageAlarm(scope, { ...props, metricName, statistic });
  for (const lambda of lambdas) {
    stage.add(lambda, {
      pattern: FilterPattern.numberValue(`$.${metricName}`, '>=', 0),
      value: `$.${metricName}`,
      own: {
        name: `${lambda.name}-${props.name}`,
        metric: props.alarms.ownMetric(lambda.name, metricName, { period: ALARM_PERIOD, statistic }),
      },
    });
  }
};
