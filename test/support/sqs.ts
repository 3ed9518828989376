import type { SQSRecord } from 'aws-lambda';

/** A message as Lambda takes it off a queue. @param more attributes, such as its group */
export const record = (body: string, more: Partial<SQSRecord['attributes']> = {}): SQSRecord => ({
  messageId: 'message-1',
  receiptHandle: 'handle',
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: '0',
    ...more,
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:payments',
  awsRegion: 'eu-central-1',
});
