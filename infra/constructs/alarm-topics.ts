import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** `page` wakes somebody: customers are affected, or data is at risk. `ticket` is for the next working day. */
export type Severity = 'page' | 'ticket';

/** The topics that alarms notify, one for each severity, so that each may have its own subscribers. */
export class AlarmTopics extends Construct {
  readonly page: Topic;
  readonly ticket: Topic;

  /** @param prefix how the names of the stage's alarms begin */
  constructor(scope: Construct, id: string, prefix: string) {
    super(scope, id);
    this.page = this.topic('Page', prefix);
    this.ticket = this.topic('Ticket', prefix);
  }

  /** Lets the account's budgets tell of tickets. They belong to no region. */
  allowBudgets(): void {
    const { account, partition } = Stack.of(this);
    this.ticket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('budgets.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.ticket.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:budgets::${account}:*` },
        },
      }),
    );
  }

  private topic(id: 'Page' | 'Ticket', prefix: string): Topic {
    const topic = new Topic(this, id, { displayName: `${prefix} ${id.toLowerCase()}`, enforceSSL: true });
    // The topic's policy replaces the one that SNS would give it, and with it CloudWatch's right to publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          ArnLike: {
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'cloudwatch',
              resource: 'alarm',
              resourceName: `${prefix}-*`,
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
    return topic;
  }
}
