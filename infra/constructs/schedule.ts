import { Rule, RuleTargetInput, type Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { LambdaFunction } from './lambda-function.ts';

export type ScheduledProps = {
  lambda: LambdaFunction;
  schedule: Schedule;
  /** What the Lambda is handed. */
  input: Record<string, string>;
};

/**
 * Calls a Lambda by the clock. A run that fails Lambda repeats twice by itself, minutes later; beyond that the next call
 * takes up what it left.
 */
export class Scheduled extends Construct {
  constructor(scope: Construct, id: string, { lambda, schedule, input }: ScheduledProps) {
    super(scope, id);
    new Rule(this, 'Rule', {
      schedule,
      targets: [
        new LambdaTarget(lambda.function, { event: RuleTargetInput.fromObject(input), retryAttempts: 0 }),
      ],
    });
  }
}
