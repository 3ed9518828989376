import type { SQSRecord } from 'aws-lambda';

/** A message as Lambda takes it off a queue. */
export const record = (body: string): SQSRecord => ({
  messageId: 'message-1',
  receiptHandle: 'handle',
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:payments',
  awsRegion: 'eu-central-1',
});
