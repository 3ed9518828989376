import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import { REGION } from '../aws/aws.ts';

/** A message with what SQS always gives. */
export type Received = Message & { MessageId: string; ReceiptHandle: string };

export const isReceived = (message: Message): message is Received =>
  message.MessageId !== undefined && message.ReceiptHandle !== undefined;

const attributeOf = ({ DataType, StringValue, BinaryValue }: MessageAttributeValue) => ({
  dataType: DataType,
  ...(StringValue !== undefined && { stringValue: StringValue }),
  ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
  stringListValues: [],
  binaryListValues: [],
});

/** One record of the event that Lambda makes of a queue's messages. */
export const recordOf = (message: Received, queueArn: string) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes,
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, attributeOf(value)]),
  ),
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: REGION,
});
