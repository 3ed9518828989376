import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { credentials, nameInArn, REGION } from '../aws/aws.ts';
import type { EventSource } from './event-sources.ts';
import type { Log } from '../log.ts';
import { StartupError } from '../startup-error.ts';
import type { OnGivenUp } from './stream-poller.ts';

/** Sends the positions in the stream of records that were given up to the mapping's on-failure queue, as Lambda does. */
export const createFailureDestination = (
  { id, onFailure, arn, lambda }: EventSource,
  sqs: { endpoint: string; queueUrl: (queueName: string) => string },
  log: Log,
): OnGivenUp => {
  if (onFailure !== undefined && !onFailure.includes(':sqs:'))
    throw new StartupError(`${id}: the local stack sends failures to queues only, not to ${onFailure}`);
  const client = new SQSClient({ endpoint: sqs.endpoint, region: REGION, credentials });
  return async ({ shardId, changes, attempts, requestId }) => {
    log(`stream ${id}: ${changes.length} change(s) given up after ${attempts} attempt(s)`);
    if (onFailure === undefined) return;
    const times = changes.map(({ dynamodb }) => dynamodb?.ApproximateCreationDateTime?.toISOString());
    const message = {
      requestContext: {
        requestId,
        functionArn: lambda.arn,
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: attempts,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: new Date().toISOString(),
      DDBStreamBatchInfo: {
        shardId,
        startSequenceNumber: changes.at(0)?.sequenceNumber,
        endSequenceNumber: changes.at(-1)?.sequenceNumber,
        approximateArrivalOfFirstRecord: times.at(0),
        approximateArrivalOfLastRecord: times.at(-1),
        batchSize: changes.length,
        streamArn: arn,
      },
    };
    const QueueUrl = sqs.queueUrl(nameInArn(onFailure));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
  };
};
