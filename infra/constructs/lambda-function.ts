import { ArnFormat, type Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  type Alias,
  ApplicationLogLevel,
  Architecture,
  CfnEventSourceMapping,
  CfnFunction,
  type Code,
  type EventSourceMapping,
  Function,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { Alarms } from './alarms.ts';

/** MB: three fifths of a processor, and several times what the largest work takes (docs/cost.md). */
const MEMORY_MB = 1024;

const LIVE = 'live';

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
};

/** A Lambda with its own log group and a role that may write there and nothing else: the rest is granted to it. */
export class LambdaFunction extends Construct {
  /** As in functions/, logs, metrics and alarms. */
  readonly name: string;
  readonly function: Function;
  /** What callers and event sources call: a rollout moves it to a new version. */
  readonly live: Alias;
  /** The same as text that refers to no resource: the API names it, and the Lambdas wait for the pages' address and so for the API. */
  readonly liveArn: string;
  readonly role: Role;
  readonly logs: LogGroup;
  readonly timeout: Duration;

  constructor(
    scope: Construct,
    id: string,
    { name, code, timeout, environment, memory = MEMORY_MB, settings, alarms }: LambdaFunctionProps,
  ) {
    super(scope, id);
    this.name = name;
    this.timeout = timeout;
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.logs.grantWrite(this.role);
    const functionName = `scrip-${settings.stage}-${name}`;
    this.function = new Function(this, 'Function', {
      functionName,
      description: `Scrip ${settings.stage}: ${name}`,
      code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memory,
      timeout,
      role: this.role,
      logGroup: this.logs,
      ...(settings.tracing && { tracing: Tracing.ACTIVE }),
      loggingFormat: LoggingFormat.JSON,
      // Alarms count Lambda's own reports, which it writes at this level.
      systemLogLevelV2: SystemLogLevel.INFO,
      applicationLogLevelV2: ApplicationLogLevel[settings.logLevel],
      environment: {
        ...environment,
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: alarms.namespace,
        POWERTOOLS_LOG_LEVEL: settings.logLevel,
      },
    });
    if (settings.tracing) acknowledgeTracing(this.role);
    this.live = this.function.addAlias(LIVE);
    this.liveArn = Stack.of(this).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: `${functionName}:${LIVE}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  /** Has an event source call the version that a rollout has reached. */
  feed(source: EventSourceMapping): void {
    const { defaultChild } = source.node;
    if (!(defaultChild instanceof CfnEventSourceMapping)) throw new TypeError('the source is no resource');
    defaultChild.functionName = this.live.functionArn;
  }

  /** Lets it call itself by its alias: by a policy apart, since the function waits for the ones of its role. */
  grantCallItself(): void {
    const statement = new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: [this.live.functionArn],
    });
    new Policy(this, 'CallsItself', { statements: [statement], roles: [this.role] });
  }

  /** Keeps so many instances free for it, and gives it no more. */
  reserve(instances: number): void {
    const { defaultChild } = this.function.node;
    if (defaultChild instanceof CfnFunction) defaultChild.reservedConcurrentExecutions = instances;
  }
}

/** The CDK grants the role what it takes to send traces, and nothing else of X-Ray. */
const acknowledgeTracing = (role: Role): void => {
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'X-Ray takes traces under no resource: to send them is granted on everything, or not at all.',
  });
};
