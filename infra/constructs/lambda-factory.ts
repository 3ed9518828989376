import { Duration } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { LambdaName } from '../../shared/http/route.ts';
import type { Settings } from '../settings.ts';
import type { Alarms } from './alarms.ts';
import { LambdaAlarms, type LambdaWatch } from './lambda-alarms.ts';
import { LambdaFunction } from './lambda-function.ts';

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
} & Omit<LambdaWatch, 'impact'>;

/** Makes the Lambdas of a stack from little more than their names. */
export class LambdaFactory {
  private readonly scope: Construct;
  private readonly props: LambdaFactoryProps;
  private readonly alarms: LambdaAlarms;
  private readonly made: LambdaFunction[] = [];

  constructor(scope: Construct, props: LambdaFactoryProps) {
    this.scope = scope;
    this.props = props;
    this.alarms = new LambdaAlarms(scope, props.alarms);
  }

  /** Every Lambda so far. */
  get all(): readonly LambdaFunction[] {
    return this.made;
  }

  /** Throws RangeError where a name is of none so far. */
  named(names: readonly string[]): LambdaFunction[] {
    return names.map((wanted) => {
      const found = this.made.find(({ name }) => name === wanted);
      if (found === undefined) throw new RangeError(`no Lambda is called ${wanted}`);
      return found;
    });
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
    { memory, ...watch }: Omit<WorkerOptions, 'timeout' | 'environment'> = {},
  ) {
    const { settings, alarms, code } = this.props;
    const lambda = new LambdaFunction(this.scope, pascalCase(name), {
      name,
      timeout,
      environment,
      ...(memory !== undefined && { memory }),
      code: code(name),
      settings,
      alarms,
    });
    this.alarms.watch(lambda, { impact, ...watch });
    this.made.push(lambda);
    return lambda;
  }
}

/** `payment-worker` is PaymentWorker to CloudFormation. */
const pascalCase = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase());
