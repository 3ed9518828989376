import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { arn, credentials, REGION } from '../../infra/local/aws/aws.ts';
import { startSqs } from '../../infra/local/aws/sqs.ts';
import { startQueuePoller } from '../../infra/local/event-sources/queue-poller.ts';
import type { Background } from '../../infra/local/lambda/background.ts';
import type { Outcome } from '../../infra/local/lambda/outcome.ts';
import { quiet } from '../../infra/local/log.ts';
import { randomId, sha256, type AccountRef } from '../../shared/kernel/ids.ts';
import { queueUsageIn } from '../../shared/usage/queue-usage.ts';
import { record } from './sqs.ts';

/** Seconds after which a message comes again that the worker has not finished. */
const VISIBILITY_TIMEOUT_S = 1;

/** As of every queue (`MAX_TRIES`). */
const MAX_TRIES = 5;

/** What the worker makes of a batch. */
export type Worker = (records: readonly SQSRecord[]) => Promise<Outcome>;

const batch = z.object({
  Records: z.array(
    z
      .object({
        messageId: z.string(),
        body: z.string(),
        attributes: z.object({ MessageGroupId: z.string(), ApproximateReceiveCount: z.string() }),
      })
      .transform(({ messageId, body, attributes }) => ({ ...record(body, attributes), messageId })),
  ),
});

/** A FIFO queue on the real engine, with its dead letters, whose messages come again within seconds. */
export const openUsageQueue = async () => {
  const engine = await startSqs({ port: 0, directory: undefined });
  const sqs = new SQSClient({ endpoint: engine.endpoint, region: REGION, credentials });
  const name = (kind: string): string => `usage-${kind}.fifo`;
  const create = (kind: string, Attributes: Record<string, string>) =>
    sqs.send(
      new CreateQueueCommand({ QueueName: name(kind), Attributes: { FifoQueue: 'true', ...Attributes } }),
    );
  await create('dead-letters', {});
  await create('queue', {
    VisibilityTimeout: String(VISIBILITY_TIMEOUT_S),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: arn('sqs', name('dead-letters')),
      maxReceiveCount: MAX_TRIES,
    }),
  });
  const QueueUrl = engine.queueUrl(name('queue'));
  const depth = async (kind: string): Promise<number> => {
    const command = new GetQueueAttributesCommand({
      QueueUrl: engine.queueUrl(name(kind)),
      AttributeNames: ['All'],
    });
    const { Attributes = {} } = await sqs.send(command);
    return (
      Number(Attributes['ApproximateNumberOfMessages']) +
      Number(Attributes['ApproximateNumberOfMessagesNotVisible'])
    );
  };
  const queueUsage = queueUsageIn(sqs, QueueUrl);

  return {
    queueUsage,
    /** Puts a message into an account's group, whatever it is, also one that was there before. */
    sendRaw: ({ agency, account }: AccountRef, body: string) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody: body,
          MessageGroupId: sha256(JSON.stringify([agency, account])),
          MessageDeduplicationId: randomId('message'),
        }),
      ),
    depth: () => depth('queue'),
    deadLetters: () => depth('dead-letters'),
    /** Works the queue off with several workers at a time, as Lambda does. */
    work: (worker: Worker): Background =>
      startQueuePoller(
        {
          id: 'usage',
          arn: arn('sqs', name('queue')),
          lambda: {
            name: 'usage-worker',
            label: 'usage-worker',
            arn: arn('lambda', 'usage-worker'),
            concurrency: 3,
            invoke: async (event) => ({
              ...(await worker(batch.parse(event).Records)),
              duration: 0,
              cold: false,
              requestId: 'request',
            }),
            isFree: () => true,
            warmUp: async () => {},
            stop: async () => {},
          },
          batchSize: 10,
          batchingWindow: 0,
          reportsItemFailures: true,
          concurrency: 3,
          startingPosition: 'TRIM_HORIZON',
          bisects: false,
          maximumRetries: -1,
          onFailure: undefined,
          filters: [],
        },
        engine,
        { label: 'usage', log: quiet },
      ),
    stop: async () => {
      sqs.destroy();
      await engine.stop();
    },
  };
};
