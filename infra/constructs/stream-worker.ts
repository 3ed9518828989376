import { Duration, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { STREAMED_PREFIXES } from '../../shared/table/keys.ts';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';
import type { LambdaFunction } from './lambda-function.ts';

export type StreamWorkerProps = {
  /** What the changes are about: `change` names the alarms `change-stream-…`. */
  name: string;
  table: Table;
  worker: LambdaFunction;
  alarms: Alarms;
  /** One sentence: who waits for what while changes lie here. */
  impact: string;
};

/** A stream keeps a change for 24 hours. A change that fails for half of that is set aside, and the next ones continue. */
const MAX_CHANGE_AGE = Duration.hours(12);

/**
 * Batches of one shard at a time: with the four shards of a new table, more changes than it takes spends, also with ten endpoints
 * (docs/scale.md). Lambda keeps the order of each item.
 */
export const PARALLEL_BATCHES = 4;

/** A Lambda that handles the table's changes in order, the queue for changes that it cannot handle, and their alarms. */
export class StreamWorker extends Construct {
  readonly givenUp: Queue;

  constructor(scope: Construct, id: string, { name, table, worker, alarms, impact }: StreamWorkerProps) {
    super(scope, id);
    this.givenUp = new Queue(this, 'GivenUp', {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    Validations.of(this.givenUp).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'This is the dead-letter queue of the stream: only an operator reads it.',
    });
    // The right to send comes with the destination of the event source: Lambda sends in the role's name.
    worker.function.addEnvironment('ASIDE_QUEUE_URL', this.givenUp.queueUrl);
    this.feed(table, worker);
    const period = ALARM_PERIOD;
    alarms.add(this, {
      name: `${name}-stream-age`,
      severity: 'ticket',
      section: 'stream-age',
      impact: `Table changes wait for more than ten minutes. ${impact}`,
      metric: worker.function.metric('IteratorAge', { period, statistic: 'Maximum' }),
      threshold: Duration.minutes(10).toMilliseconds(),
    });
    // The heartbeat that the sweeper writes each hour wakes the worker. Without changes to read it has no IteratorAge.
    const unread = Duration.minutes(30);
    alarms.addSilence(this, {
      name: `${name}-stream-unread`,
      severity: 'page',
      section: 'stream-unread',
      impact: `No table change has been read for 4 hours, and the stream keeps one for 24. ${impact}`,
      silentFor: Duration.hours(4),
      period: unread,
      expression: 'invocations',
      metrics: { invocations: worker.function.metricInvocations({ period: unread, statistic: 'Sum' }) },
    });
    alarms.add(this, {
      name: `${name}-stream-given-up`,
      severity: 'ticket',
      section: 'stream-given-up',
      impact: `Table changes were set aside: unpublishable, or failing for ${MAX_CHANGE_AGE.toHours()} hours. ${impact}`,
      metric: this.givenUp.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      threshold: 1,
    });
  }

  private feed(table: Table, worker: LambdaFunction): void {
    const stream = table.tableStreamArn ?? '';
    const granted = worker.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        resources: [stream],
      }),
    );
    const prefixes = STREAMED_PREFIXES.map((prefix) => ({ prefix }));
    const source = new EventSourceMapping(this, 'Source', {
      target: worker.function,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      parallelizationFactor: PARALLEL_BATCHES,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      maxRecordAge: MAX_CHANGE_AGE,
      onFailure: new SqsDestination(this.givenUp),
      // What is written by the worker itself, and what means nothing to anybody, does not wake it.
      filters: [
        FilterCriteria.filter({
          eventName: ['INSERT', 'MODIFY'],
          dynamodb: { Keys: { pk: { S: prefixes } } },
        }),
      ],
    });
    worker.feed(source);
    // Lambda refuses a source that its role can't read yet.
    if (granted.policyDependable !== undefined) source.node.addDependency(granted.policyDependable);
  }
}
