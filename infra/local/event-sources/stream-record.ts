import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import { REGION } from '../aws/aws.ts';

/** A record with what a stream always gives. */
export type Change = StreamRecord & { sequenceNumber: string };

/** @returns undefined for what can't be placed in the stream */
export const toChange = (record: StreamRecord): Change | undefined => {
  const sequenceNumber = record.dynamodb?.SequenceNumber;
  return sequenceNumber === undefined ? undefined : { ...record, sequenceNumber };
};

/** Bytes travel as base64 in a Lambda's event, and as a Uint8Array in the SDK. */
const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
};

const image = (attributes: Record<string, AttributeValue> | undefined, name: string): object =>
  attributes === undefined ? {} : { [name]: plain(attributes) };

/** One record of the event that Lambda makes of a table's stream. */
export const toEventRecord = (
  { eventID, eventName, dynamodb, sequenceNumber }: Change,
  streamArn: string,
) => ({
  eventID,
  eventName,
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: REGION,
  dynamodb: {
    ApproximateCreationDateTime: Math.floor(
      (dynamodb?.ApproximateCreationDateTime ?? new Date()).getTime() / 1000,
    ),
    ...image(dynamodb?.Keys, 'Keys'),
    ...image(dynamodb?.NewImage, 'NewImage'),
    ...image(dynamodb?.OldImage, 'OldImage'),
    SequenceNumber: sequenceNumber,
    SizeBytes: dynamodb?.SizeBytes,
    StreamViewType: dynamodb?.StreamViewType,
  },
  eventSourceARN: streamArn,
});
