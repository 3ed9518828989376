import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  CfnFunction,
  type Code,
  Function,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Count } from '../../shared/kernel/metrics.ts';
import type { Settings } from '../settings.ts';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';

/** MB: three fifths of a processor, and several times what the largest work takes (docs/cost.md). */
const MEMORY_MB = 1024;

/** A Lambda that uses its time stops itself before this margin. */
const TIMEOUT_MARGIN = Duration.seconds(5);

export type LambdaFunctionProps = {
  /** Its folder in functions/, which also names it in logs, metrics and alarms. */
  name: string;
  code: Code;
  timeout: Duration;
  environment: Record<string, string>;
  /** MB, and processor time in proportion. */
  memory?: number;
  settings: Settings;
  alarms: Alarms;
  /** One sentence: who notices when this function fails, and how. */
  impact: string;
  /** It works until its time is up, and stops by itself shortly before. */
  usesItsTime?: true;
  /** It throws on purpose, and counts that under this name: such errors raise no alarm. */
  throwsOnPurpose?: Count;
};

/** A Lambda with its own log group and a role that may write there and nothing else: the rest is granted to it. */
export class LambdaFunction extends Construct {
  readonly function: Function;
  readonly role: Role;
  readonly timeout: Duration;

  constructor(
    scope: Construct,
    id: string,
    { name, code, timeout, environment, memory = MEMORY_MB, settings, ...props }: LambdaFunctionProps,
  ) {
    super(scope, id);
    this.timeout = timeout;
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(this.role);
    this.function = new Function(this, 'Function', {
      description: `Scrip ${settings.stage}: ${name}`,
      code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memory,
      timeout,
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel[settings.logLevel],
      environment: {
        ...environment,
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: props.alarms.namespace,
        POWERTOOLS_LOG_LEVEL: settings.logLevel,
      },
    });
    this.watch(name, props);
  }

  /** Keeps so many instances free for it, and gives it no more. */
  reserve(instances: number): void {
    const { defaultChild } = this.function.node;
    if (defaultChild instanceof CfnFunction) defaultChild.reservedConcurrentExecutions = instances;
  }

  private watch(
    name: string,
    {
      alarms,
      impact,
      usesItsTime,
      throwsOnPurpose,
    }: Pick<LambdaFunctionProps, 'alarms' | 'impact' | 'usesItsTime' | 'throwsOnPurpose'>,
  ): void {
    const period = ALARM_PERIOD;
    const time = this.timeout.toMilliseconds();
    alarms.add(this, {
      name: `${name}-errors`,
      section: 'lambda-errors',
      impact,
      metric: this.errors(name, alarms, throwsOnPurpose),
      threshold: 1,
    });
    alarms.add(this, {
      name: `${name}-throttles`,
      section: 'lambda-throttles',
      impact: `No Lambda instance was free. ${impact}`,
      metric: this.function.metricThrottles({ period }),
      threshold: 1,
    });
    alarms.add(this, {
      name: `${name}-duration`,
      section: 'lambda-duration',
      impact: `The Lambda is close to its timeout. ${impact}`,
      metric: this.function.metricDuration({ period, statistic: 'Maximum' }),
      threshold: usesItsTime ? time - TIMEOUT_MARGIN.toMilliseconds() : time * 0.8,
    });
  }
  private errors(name: string, alarms: Alarms, throwsOnPurpose: Count | undefined): IMetric {
    const errors = this.function.metricErrors({ period: ALARM_PERIOD });
    if (throwsOnPurpose === undefined) return errors;
    const onPurpose = alarms.ownMetric(name, throwsOnPurpose, { period: ALARM_PERIOD, statistic: 'Sum' });
    return new MathExpression({
      expression: 'errors - FILL(purpose, 0)',
      usingMetrics: { errors, purpose: onPurpose },
      label: 'Errors but those on purpose',
      period: ALARM_PERIOD,
    });
  }
}
