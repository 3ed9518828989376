import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { EventQueue } from '../../shared/events/event-queue.ts';
import { correlatedMessage } from '../../shared/kernel/correlation.ts';
import { log } from '../../shared/kernel/log.ts';
import { isPermanent } from '../../shared/table/permanent.ts';

/** Attempts before a damaged message is set aside, a quarter of an hour: a rolled-back deployment may still heal it. */
const MAX_TRIES = 5;

/** @returns whether the message was set aside */
export type SetAsideMessage = (record: SQSRecord, error: unknown) => Promise<boolean>;

/**
 * Moves a damaged message to the dead letters. SQS does this by the receive count, which postponements raise here as
 * well. Whatever may heal, such as a table that is down, stays in the queue. Throws what SQS throws.
 * @param queue the dead-letter queue
 */
export const setAsideMessageIn =
  ({ sqs, url }: EventQueue): SetAsideMessage =>
  async ({ messageId, body, attributes }, error) => {
    if (!isPermanent(error) || Number(attributes.ApproximateReceiveCount) < MAX_TRIES) return false;
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: body,
        ...correlatedMessage(),
        MessageGroupId: attributes.MessageGroupId,
        MessageDeduplicationId: messageId,
      }),
    );
    log.error('message set aside', { messageId });
    return true;
  };
