import { Validations } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { LambdaFunction } from './lambda-function.ts';

export type RolloutsProps = {
  /** How a new version of what the API calls replaces the old one. */
  rollout: 'canary' | 'at-once';
  /** What callers wait for: a canary goes back when one of the alarms is on. */
  answering: readonly LambdaFunction[];
  /** What works off queues, the stream and schedules. A queue that is idle would never meet a canary. */
  working: readonly LambdaFunction[];
  alarms: readonly IAlarm[];
};

/** How each Lambda's alias is moved to a new version (docs/decisions/0060-rollouts.md). */
export class Rollouts extends Construct {
  private readonly application: LambdaApplication;
  private readonly role: Role;

  constructor(scope: Construct, id: string, { rollout, answering, working, alarms }: RolloutsProps) {
    super(scope, id);
    this.application = new LambdaApplication(this, 'Application');
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSCodeDeployRoleForLambdaLimited'),
      ],
    });
    Validations.of(this.role).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
      reason: 'AWS’s own policy for CodeDeploy, the limited one of two: it moves aliases and reads alarms.',
    });
    const isCanary = rollout === 'canary';
    for (const lambda of answering)
      this.add(
        lambda,
        // Longer than an alarm takes to notice.
        isCanary ? LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES : LambdaDeploymentConfig.ALL_AT_ONCE,
        isCanary ? alarms : [],
      );
    // No alarm stops them: one that is on is often what a deployment is to mend.
    for (const lambda of working) this.add(lambda, LambdaDeploymentConfig.ALL_AT_ONCE, []);
  }

  private add(
    lambda: LambdaFunction,
    deploymentConfig: typeof LambdaDeploymentConfig.ALL_AT_ONCE,
    alarms: readonly IAlarm[],
  ): void {
    new LambdaDeploymentGroup(this, lambda.name, {
      application: this.application,
      role: this.role,
      alias: lambda.live,
      deploymentConfig,
      alarms: [...alarms],
    });
  }
}
