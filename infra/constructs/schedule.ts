import { Rule, RuleTargetInput, type Schedule } from 'aws-cdk-lib/aws-events';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
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
    const rule = new Rule(this, 'Rule', {
      schedule,
      targets: [
        {
          bind: () => ({
            arn: lambda.live.functionArn,
            input: RuleTargetInput.fromObject(input),
            retryPolicy: { maximumRetryAttempts: 0 },
          }),
        },
      ],
    });
    lambda.live.addPermission(`Rule-${id}`, {
      principal: new ServicePrincipal('events.amazonaws.com'),
      sourceArn: rule.ruleArn,
    });
  }
}
