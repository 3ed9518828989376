import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Count } from '../../shared/kernel/metrics.ts';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { StageAlarm } from './stage-alarm.ts';

/** A Lambda that uses its time stops itself before this margin. */
const TIMEOUT_MARGIN = Duration.seconds(5);

/** Errors within five minutes that wake somebody: one alone may be a call that failed once. */
const MIN_ACCESS_ERRORS = 3;

export type LambdaWatch = {
  /** One sentence: who notices when this function fails, and how. */
  impact: string;
  /** It works until its time is up, and stops by itself shortly before. */
  usesItsTime?: true;
  /** It throws on purpose, and counts that under this name: such errors raise no alarm. */
  throwsOnPurpose?: Count;
  /** While it fails nobody gets in, which no other alarm may notice: its errors are a page. */
  guardsAccess?: true;
};

/** The line that Lambda itself writes after each invocation. */
const REPORT = FilterPattern.stringValue('$.type', '=', 'platform.report');

/** The alarms on errors, throttles and duration of all Lambdas. */
export class LambdaAlarms {
  private readonly alarms: Alarms;
  private readonly errors: StageAlarm;
  private readonly duration: StageAlarm;

  constructor(scope: Construct, alarms: Alarms) {
    this.alarms = alarms;
    const shared = { alarms, severity: 'ticket', statistic: 'Sum', threshold: 1 } as const;
    this.errors = new StageAlarm(scope, {
      ...shared,
      name: 'lambda-errors',
      metricName: 'FailedInvocations',
      impact:
        'A Lambda threw an exception, timed out or ran out of memory: its caller or a message must retry.',
    });
    this.duration = new StageAlarm(scope, {
      ...shared,
      name: 'lambda-duration',
      metricName: 'SlowInvocations',
      impact: 'A Lambda is close to its timeout: its callers wait, and soon receive errors.',
    });
    if (alarms.areAll) return;
    alarms.add(scope, {
      name: 'lambda-throttles',
      severity: 'ticket',
      impact:
        'No Lambda instance was free in this AWS account and region: callers receive 503 and have to retry.',
      // Without a dimension it covers all functions of the account and region, which share its concurrency.
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Throttles',
        statistic: 'Sum',
        period: ALARM_PERIOD,
      }),
      threshold: 1,
    });
  }

  watch(lambda: LambdaFunction, watch: LambdaWatch): void {
    const { alarms } = this;
    const { name } = lambda;
    const { impact, usesItsTime, guardsAccess } = watch;
    const period = ALARM_PERIOD;
    const metric = this.errorsOf(lambda, watch);
    if (guardsAccess) {
      const threshold = MIN_ACCESS_ERRORS;
      const page = { severity: 'page', section: 'access-errors' } as const;
      alarms.add(lambda, { name: `${name}-errors`, impact, ...page, metric, threshold });
    } else {
      const failed = FilterPattern.stringValue('$.record.status', '!=', 'success');
      const own = { name: `${name}-errors`, impact, metric };
      this.errors.add(lambda, { pattern: FilterPattern.all(REPORT, failed), own });
    }
    const time = lambda.timeout.toMilliseconds();
    const threshold = usesItsTime ? time - TIMEOUT_MARGIN.toMilliseconds() : time * 0.8;
    const slow = FilterPattern.numberValue('$.record.metrics.durationMs', '>=', threshold);
    this.duration.add(lambda, {
      pattern: FilterPattern.all(REPORT, slow),
      own: {
        name: `${name}-duration`,
        impact: `The Lambda is close to its timeout. ${impact}`,
        metric: lambda.function.metricDuration({ period, statistic: 'Maximum' }),
        threshold,
      },
    });
    if (!alarms.areAll) return;
    alarms.add(lambda, {
      name: `${name}-throttles`,
      severity: 'ticket',
      section: 'lambda-throttles',
      impact: `No Lambda instance was free. ${impact}`,
      metric: lambda.function.metricThrottles({ period }),
      threshold: 1,
    });
  }

  private errorsOf(lambda: LambdaFunction, { throwsOnPurpose }: LambdaWatch): IMetric {
    const period = ALARM_PERIOD;
    const errors = lambda.function.metricErrors({ period });
    if (throwsOnPurpose === undefined) return errors;
    return new MathExpression({
      expression: 'errors - FILL(purpose, 0)',
      usingMetrics: {
        errors,
        purpose: this.alarms.ownMetric(lambda.name, throwsOnPurpose, { period, statistic: 'Sum' }),
      },
      label: 'Errors but those on purpose',
      period,
    });
  }
}
