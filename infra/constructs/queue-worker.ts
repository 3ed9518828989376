import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** Tries before a message counts as poison. AWS advises five or more, so that a throttled worker does not lose any. */
const MAX_TRIES = 5;

/** A message must not come back while a worker may still hold it: AWS advises six times the function's timeout. */
const VISIBILITY_TIMEOUTS = 6;

export type QueueWorkerProps = {
  /** What the messages are about: `payment` names the alarms `payment-queue-…`. */
  name: string;
  worker: LambdaFunction;
  alarms: Alarms;
  /** One sentence: who waits for what while messages lie here. */
  impact: string;
};

/** A queue, the Lambda that works it off, the queue for what can't be worked off, and the alarms of both. */
export class QueueWorker extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { name, worker, alarms, impact }: QueueWorkerProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    this.queue = new Queue(this, 'Queue', {
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(worker.timeout.toSeconds() * VISIBILITY_TIMEOUTS),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_TRIES },
    });
    this.feed(worker);
    this.watch(name, alarms, impact);
  }

  /** Lets a Lambda put messages on the queue, and tells it where the queue is. */
  grantSend(lambda: LambdaFunction, urlVariable: string): void {
    lambda.role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }),
    );
    lambda.function.addEnvironment(urlVariable, this.queue.queueUrl);
  }

  private feed(worker: LambdaFunction): void {
    const granted = worker.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        resources: [this.queue.queueArn],
      }),
    );
    const source = new EventSourceMapping(this, 'Source', {
      target: worker.function,
      eventSourceArn: this.queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
    });
    // Lambda refuses a source that its role can't read yet.
    if (granted.policyDependable !== undefined) {
      source.node.addDependency(granted.policyDependable);
    }
  }

  private watch(name: string, alarms: Alarms, impact: string): void {
    const period = ALARM_PERIOD;
    alarms.add(this, {
      name: `${name}-queue-age`,
      impact: `Messages wait for more than ten minutes. ${impact}`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
      threshold: Duration.minutes(10).toSeconds(),
    });
    alarms.add(this, {
      name: `${name}-queue-depth`,
      impact: `More messages come in than are worked off. ${impact}`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      threshold: 1000,
      periods: 2,
    });
    alarms.add(this, {
      name: `${name}-dead-letters`,
      impact: `A message failed ${MAX_TRIES} times and is set aside: somebody has to look at it within 14 days. ${impact}`,
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      threshold: 1,
    });
  }
}
