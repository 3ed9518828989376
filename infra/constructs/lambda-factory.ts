import { Duration } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { LambdaName } from '../../shared/http/route.ts';
import type { Settings } from '../settings.ts';
import type { Alarms } from './alarms.ts';
import { LambdaFunction, type LambdaFunctionProps } from './lambda-function.ts';

export type LambdaFactoryProps = {
  settings: Settings;
  alarms: Alarms;
  /** The code of the Lambda of that name. */
  code: (name: string) => Code;
};

export type WorkerOptions = {
  timeout?: Duration;
  environment?: Record<string, string>;
  /** MB; as every Lambda's unless given. */
  memory?: number;
} & Pick<LambdaFunctionProps, 'usesItsTime' | 'throwsOnPurpose'>;

/** Makes the Lambdas of a stack from little more than their names. */
export class LambdaFactory {
  private readonly scope: Construct;
  private readonly props: LambdaFactoryProps;

  constructor(scope: Construct, props: LambdaFactoryProps) {
    this.scope = scope;
    this.props = props;
  }

  /** A Lambda behind the API: a caller waits for it. */
  api(name: LambdaName, impact: string, environment: Record<string, string> = {}): LambdaFunction {
    return this.lambda(name, impact, Duration.seconds(15), environment);
  }

  /** A Lambda that no route leads to: it works off a queue, a stream or a schedule, or AWS asks it something. */
  worker(
    name: string,
    impact: string,
    { timeout = Duration.seconds(30), environment = {}, ...more }: WorkerOptions = {},
  ): LambdaFunction {
    return this.lambda(name, impact, timeout, environment, more);
  }

  private lambda(
    name: string,
    impact: string,
    timeout: Duration,
    environment: Record<string, string>,
    more: Pick<WorkerOptions, 'memory' | 'usesItsTime' | 'throwsOnPurpose'> = {},
  ) {
    const { settings, alarms, code } = this.props;
    return new LambdaFunction(this.scope, pascalCase(name), {
      name,
      impact,
      timeout,
      environment,
      ...more,
      code: code(name),
      settings,
      alarms,
    });
  }
}

/** `payment-worker` is PaymentWorker to CloudFormation. */
const pascalCase = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase());
