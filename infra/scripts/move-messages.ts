import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** SQS's largest batch. */
const BATCH_SIZE = 10;

/** Seconds that a message stays hidden while it is on its way. */
const VISIBILITY_TIMEOUT_S = 60;

/**
 * Moves messages from one queue to another, at most as many as there were at the start: messages that return meanwhile
 * are left to the next call. A message is deleted only after the other queue has it. If this is cut off in between, both
 * queues have it, which their consumers must tolerate anyway.
 * @param most how many messages to move
 * @returns how many were moved
 */
export const moveMessages = async (
  sqs: SQSClient,
  from: string,
  to: string,
  most: number,
): Promise<number> => {
  let moved = 0;
  while (moved < most) {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: from,
        MaxNumberOfMessages: Math.min(BATCH_SIZE, most - moved),
        VisibilityTimeout: VISIBILITY_TIMEOUT_S,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['MessageGroupId'],
        MessageAttributeNames: ['All'],
      }),
    );
    if (messages.length === 0) break;
    for (const message of messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: to, ...contentOf(message) }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle: message.ReceiptHandle }));
      moved += 1;
    }
  }
  return moved;
};

/**
 * In a FIFO queue the message goes under an id of its own: under its first one, a queue that had taken it within five
 * minutes would swallow it.
 */
const contentOf = ({ Body, Attributes, MessageId, MessageAttributes }: Message) => ({
  MessageBody: Body,
  MessageAttributes,
  ...(Attributes?.MessageGroupId !== undefined && {
    MessageGroupId: Attributes.MessageGroupId,
    MessageDeduplicationId: MessageId,
  }),
});
