import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord } from 'aws-lambda';
import type { EventQueue } from '../../shared/events/event-queue.ts';
import { asciiJson } from '../../shared/kernel/ascii-json.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';

/** Bytes that SQS takes in one message. */
const MAX_MESSAGE_BYTES = 1_048_576;

/** Keeps a change that can't be published, and why, for an operator. Throws what SQS throws. */
export type SetAsideChange = (record: DynamoDBRecord, error: unknown) => Promise<void>;

/**
 * Sets changes aside in a queue. A message is an event as Lambda gives the publisher: invoked with it, the publisher
 * publishes the change under the ids that it would have had. One that is too large is kept without its images.
 */
export const setAsideChangeIn =
  ({ sqs, url }: EventQueue): SetAsideChange =>
  async (record, error) => {
    logFailure('change set aside', record, error);
    count('ChangesSkipped');
    const whole = asciiJson({ Records: [record] });
    const MessageBody =
      whole.length <= MAX_MESSAGE_BYTES ? whole : asciiJson({ Records: [withoutImages(record)] });
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
  };

/** A total that can't be counted into needs nothing kept: the nightly audit counts every account again. */
export const leaveToAudit: SetAsideChange = async (record, error) => {
  logFailure('change not counted', record, error);
  count('ChangesSkipped');
};

export const logFailure = (event: string, { dynamodb }: DynamoDBRecord, error: unknown): void => {
  const { SequenceNumber: sequence, Keys } = dynamodb ?? {};
  log.error(event, { sequence, pk: Keys?.['pk']?.S, sk: Keys?.['sk']?.S, error });
};

const withoutImages = ({ dynamodb, ...record }: DynamoDBRecord): DynamoDBRecord => {
  const { OldImage: _old, NewImage: _new, ...place } = dynamodb ?? {};
  return { ...record, dynamodb: place };
};
