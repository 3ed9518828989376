import { Duration } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { LambdaName } from '../../shared/http/route.ts';
import type { Settings } from '../settings.ts';
import type { Alarms } from './alarms.ts';
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
  /** It works until its time is up, and stops by itself shortly before. */
  usesItsTime?: true;
};

/** Makes the Lambdas of a stack from little more than their names. */
export class LambdaFactory {
  private readonly scope: Construct;
  private readonly props: LambdaFactoryProps;

  constructor(scope: Construct, props: LambdaFactoryProps) {
    this.scope = scope;
    this.props = props;
  }

  /** A Lambda behind the API: a caller waits for it, and it gets the names of the claims that identify the caller. */
  api(name: LambdaName, impact: string, environment: Record<string, string> = {}): LambdaFunction {
    const { agencyClaim, accountClaim, regionClaim, rolesClaim, agency } = this.props.settings;
    return this.lambda(name, impact, Duration.seconds(15), {
      AGENCY_CLAIM: agencyClaim,
      ACCOUNT_CLAIM: accountClaim,
      REGION_CLAIM: regionClaim,
      ROLES_CLAIM: rolesClaim,
      ...(agency !== undefined && { FIXED_AGENCY: agency }),
      ...environment,
    });
  }

  /** A Lambda that works off a queue, a stream or a schedule. */
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
    more: Pick<WorkerOptions, 'memory' | 'usesItsTime'> = {},
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
