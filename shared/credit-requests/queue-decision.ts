import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { asciiJson } from '../kernel/ascii-json.ts';
import { correlatedMessage } from '../kernel/correlation.ts';
import { log } from '../kernel/log.ts';
import type { CreditRequestMessage } from './message.ts';

/** @returns false where the queue did not take it: then nothing has happened */
export type QueueDecision = (message: CreditRequestMessage) => Promise<boolean>;

/**
 * Queues decisions, those of one request in the order in which they came.
 * @param queue the URL of the FIFO queue
 */
export const queueDecisionsIn =
  (sqs: SQSClient, queue: string): QueueDecision =>
  async (message) => {
    const send = new SendMessageCommand({
      QueueUrl: queue,
      MessageBody: asciiJson(message),
      ...correlatedMessage(),
      MessageGroupId: `${message.agency}:${message.requestId}`,
      MessageDeduplicationId: message.decision.id,
    });
    return await sqs.send(send).then(
      () => true,
      (error: unknown) => {
        log.error('decision not queued', { request: message.requestId, error });
        return false;
      },
    );
  };
