import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { MAX_WORKERS } from '../settings.ts';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** Tries before a message counts as poison. AWS advises five or more, so that a throttled worker does not lose any. */
const MAX_TRIES = 5;

/** A message must not come back while a worker may still hold it: AWS advises six times the function's timeout. */
const VISIBILITY_TIMEOUTS = 6;

/** Ten minutes and 1,000 messages, since somebody waits. */
const DEFAULT_ALARM_FROM = { age: Duration.minutes(10), depth: 1000 };

export type QueueWorkerProps = {
  /** What the messages are about: `payment` names the alarms `payment-queue-…`. */
  name: string;
  worker: LambdaFunction;
  alarms: Alarms;
  /** One sentence: who waits for what while messages lie here. */
  impact: string;
  /** Messages of one group are handled in order: a failing one blocks its group, and no other. */
  fifo?: true;
  /** Tries before a message counts as poison. */
  maxTries?: number;
  /** How long a message is kept. */
  retention?: Duration;
  /** Messages that the worker is handed at a time. */
  batchSize?: number;
  /** Maximum concurrent instances of the worker, so that a flood of messages does not flood the table. */
  maxWorkers?: number;
  /**
   * From which age, and from how many, messages that wait are an alarm, where they wait on purpose. Such an age says
   * nothing of a source that reads nothing: that has another alarm.
   */
  alarmFrom?: { age: Duration; depth: number };
};

/** A group's order and its deduplication are its own, so that groups do not share one queue's 300 calls a second. */
const FIFO = {
  fifo: true,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
};

/** A queue, the Lambda that handles its messages, the dead-letter queue, and their alarms. */
export class QueueWorker extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);
    const { worker, maxTries = MAX_TRIES, retention = Duration.days(4) } = props;
    const fifo = props.fifo ? FIFO : {};
    this.deadLetters = new Queue(this, 'DeadLetters', {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      ...fifo,
    });
    this.queue = new Queue(this, 'Queue', {
      retentionPeriod: retention,
      visibilityTimeout: Duration.seconds(worker.timeout.toSeconds() * VISIBILITY_TIMEOUTS),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: maxTries },
      ...fifo,
    });
    this.feed(props);
    this.watch(props);
  }

  /** Lets a Lambda send messages to the queue, and gives it the queue's URL. */
  grantSend(lambda: LambdaFunction, urlVariable: string): void {
    lambda.role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }),
    );
    lambda.function.addEnvironment(urlVariable, this.queue.queueUrl);
  }

  /** Lets the worker postpone a message, and gives it the queue's URL. */
  grantPostpone(worker: LambdaFunction, urlVariable: string): void {
    worker.role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sqs:ChangeMessageVisibility'], resources: [this.queue.queueArn] }),
    );
    worker.function.addEnvironment(urlVariable, this.queue.queueUrl);
  }

  /** Lets the worker move a message to the dead-letter queue itself, and gives it that queue's URL. */
  grantSetAside(worker: LambdaFunction, urlVariable: string): void {
    worker.role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.deadLetters.queueArn] }),
    );
    worker.function.addEnvironment(urlVariable, this.deadLetters.queueUrl);
  }

  private feed({ worker, batchSize = 10, maxWorkers = MAX_WORKERS }: QueueWorkerProps): void {
    const granted = worker.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        resources: [this.queue.queueArn],
      }),
    );
    const source = new EventSourceMapping(this, 'Source', {
      target: worker.function,
      eventSourceArn: this.queue.queueArn,
      batchSize,
      maxConcurrency: maxWorkers,
      reportBatchItemFailures: true,
    });
    worker.feed(source);
    // Lambda refuses a source that its role can't read yet.
    if (granted.policyDependable !== undefined) {
      source.node.addDependency(granted.policyDependable);
    }
  }

  /** Postponed messages included: SQS hides them, and they still count toward a queue's limit. */
  private allMessages(): MathExpression {
    const options = { period: ALARM_PERIOD, statistic: 'Maximum' };
    return new MathExpression({
      expression: 'visible + hidden',
      usingMetrics: {
        visible: this.queue.metricApproximateNumberOfMessagesVisible(options),
        hidden: this.queue.metricApproximateNumberOfMessagesNotVisible(options),
      },
      label: 'Messages',
      period: ALARM_PERIOD,
    });
  }

  private watch(props: QueueWorkerProps): void {
    const { name, alarms, impact, alarmFrom } = props;
    const { age, depth } = alarmFrom ?? DEFAULT_ALARM_FROM;
    const period = ALARM_PERIOD;
    // Where somebody waits, it is a page; where messages wait on purpose, a ticket in a section of its own.
    const page = { severity: 'page' } as const;
    const ticket = { severity: 'ticket' } as const;
    alarms.add(this, {
      name: `${name}-queue-age`,
      ...(alarmFrom ? ticket : { ...page, section: 'queue-age' }),
      impact: `The oldest message has waited for more than ${age.toHumanString()}. ${impact}`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
      threshold: age.toSeconds(),
    });
    alarms.add(this, {
      name: `${name}-queue-depth`,
      section: 'queue-depth',
      ...ticket,
      impact: `Messages arrive faster than they are processed. ${impact}`,
      metric: this.allMessages(),
      threshold: depth,
      periods: 2,
      ...(alarmFrom === undefined && { isDetail: true }),
    });
    alarms.add(this, {
      name: `${name}-dead-letters`,
      ...(alarmFrom ? ticket : { ...page, section: 'dead-letters' }),
      impact: `A message could not be processed and is in the dead-letter queue for 14 days. ${impact}`,
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      threshold: 1,
    });
    if (alarmFrom) this.watchReading(props);
  }

  /** Lambda asks an empty queue too. A queue that nobody asks has no figures at all after six hours. */
  private watchReading({ name, alarms, impact }: QueueWorkerProps): void {
    const period = ALARM_PERIOD;
    alarms.addSilence(this, {
      name: `${name}-queue-unread`,
      severity: 'page',
      impact: `Nobody has read the queue for 30 minutes: its event source is disabled or failing. ${impact}`,
      silentFor: Duration.minutes(30),
      period,
      expression: 'SUM([received, empty])',
      metrics: {
        received: this.queue.metricNumberOfMessagesReceived({ period, statistic: 'Sum' }),
        empty: this.queue.metricNumberOfEmptyReceives({ period, statistic: 'Sum' }),
      },
    });
  }
}
