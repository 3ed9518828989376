import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { arn, credentials, REGION } from './aws.ts';
import type { Resolved, Resources } from '../template/resources.ts';
import { StartupError } from '../startup-error.ts';

const attribute = z.union([z.string(), z.number(), z.boolean()]).transform(String).optional();

const queueSchema = z.object({
  FifoQueue: attribute,
  ContentBasedDeduplication: attribute,
  DeduplicationScope: attribute,
  FifoThroughputLimit: attribute,
  VisibilityTimeout: attribute,
  MessageRetentionPeriod: attribute,
  DelaySeconds: attribute,
  MaximumMessageSize: attribute,
  ReceiveMessageWaitTimeSeconds: attribute,
  RedrivePolicy: z
    .object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int().min(1) })
    .optional(),
});

type Queue = Resolved<z.output<typeof queueSchema>>;

/** What may not change once the queue exists, or what the engine refuses to change. */
const FIXED = new Set(['FifoQueue', 'DeduplicationScope', 'FifoThroughputLimit']);

const attributesOf = ({ properties: { RedrivePolicy, ...plain } }: Queue): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(plain).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ),
  ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }),
});

const exists = async (client: SQSClient, queueName: string): Promise<boolean> => {
  try {
    await client.send(new GetQueueUrlCommand({ QueueName: queueName }));
    return true;
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return false;
    throw error;
  }
};

/** Creates the template's queues, and brings those that a former run left to the template's attributes. */
export const createQueues = async (
  resources: Resources,
  sqs: { endpoint: string; queueUrl: (queueName: string) => string },
): Promise<string[]> => {
  const client = new SQSClient({ endpoint: sqs.endpoint, region: REGION, credentials });
  try {
    const queues = resources.all('AWS::SQS::Queue', queueSchema);
    const arns = new Set(queues.map(({ name }) => arn('sqs', name)));
    for (const queue of queues) {
      const deadLetterQueue = queue.properties.RedrivePolicy?.deadLetterTargetArn;
      if (deadLetterQueue && !arns.has(deadLetterQueue))
        throw new StartupError(
          `${queue.logicalId}: the template has no dead-letter queue ${deadLetterQueue}`,
        );
      const Attributes = attributesOf(queue);
      if (await exists(client, queue.name)) {
        const changeable = Object.entries(Attributes).filter(([name]) => !FIXED.has(name));
        await client.send(
          new SetQueueAttributesCommand({
            QueueUrl: sqs.queueUrl(queue.name),
            Attributes: Object.fromEntries(changeable),
          }),
        );
      } else {
        await client.send(new CreateQueueCommand({ QueueName: queue.name, Attributes }));
      }
    }
    return queues.map(({ name }) => name);
  } finally {
    client.destroy();
  }
};
