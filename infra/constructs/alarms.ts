import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export type AlarmDefinition = {
  /** Follows the stage's prefix: `client-errors` becomes `scrip-dev-client-errors`. */
  name: string;
  /** One sentence for whoever is woken: who is affected, and how. */
  impact: string;
  metric: IMetric;
  /** The metric at or above this value is an alarm. */
  threshold: number;
  /** How many periods in a row it takes. */
  periods?: number;
};

/** Five minutes: short enough to act on, and a single retry does not look like an outage. */
export const ALARM_PERIOD = Duration.minutes(5);

/** Every alarm of the stack, and the one topic that they all notify. */
export class Alarms extends Construct {
  readonly topic: Topic;
  private readonly prefix: string;

  constructor(scope: Construct, id: string, { prefix }: { prefix: string }) {
    super(scope, id);
    this.prefix = prefix;
    this.topic = new Topic(this, 'Topic', { displayName: `${prefix} alarms`, enforceSSL: true });
    // The topic's policy replaces the one that SNS would give it, and with it CloudWatch's right to publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
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
  }

  /** Adds an alarm under the construct that it watches. Silence is no alarm: what is not called, does not fail. */
  add(watched: Construct, { name, impact, metric, threshold, periods = 1 }: AlarmDefinition): void {
    const alarm = new Alarm(watched, `Alarm-${name}`, {
      alarmName: `${this.prefix}-${name}`,
      alarmDescription: `Impact: ${impact}`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
