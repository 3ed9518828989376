import * as z from 'zod';
import type { Lambda } from '../lambda/lambda.ts';
import type { Resources } from '../template/resources.ts';
import type { IamPolicy } from '../template/iam-policy.ts';
import { StartupError } from '../startup-error.ts';

const mappingSchema = z.object({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  Enabled: z.coerce.boolean().default(true),
  BatchSize: z.coerce.number().int().min(1).optional(),
  MaximumBatchingWindowInSeconds: z.coerce.number().default(0),
  FunctionResponseTypes: z.array(z.enum(['ReportBatchItemFailures'])).default([]),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number().int().min(2) }).optional(),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).default('TRIM_HORIZON'),
  BisectBatchOnFunctionError: z.coerce.boolean().default(false),
  MaximumRetryAttempts: z.coerce.number().default(-1),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
});

/** One event source mapping: where its records come from, the function that takes them, and the terms. */
export type EventSource = {
  id: string;
  arn: string;
  lambda: Lambda;
  batchSize: number;
  /** Milliseconds to wait for a batch to fill. */
  batchingWindow: number;
  reportsItemFailures: boolean;
  concurrency: number;
  startingPosition: 'TRIM_HORIZON' | 'LATEST';
  bisects: boolean;
  /** -1 for as long as it takes. */
  maximumRetries: number;
  /** ARN of the queue that learns of the records that were given up. */
  onFailure: string | undefined;
  filters: string[];
};

const DEFAULT_BATCH = { sqs: 10, dynamodb: 100 };

/** What Lambda does in a function's name to hand it records: it takes no source whose role does not allow that. */
const POLLING = {
  sqs: ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'],
  dynamodb: ['DescribeStream', 'GetRecords', 'GetShardIterator'],
};

export type EventSources = { queues: EventSource[]; streams: EventSource[] };

/** Reads the template's event source mappings, queues and table streams apart. */
export const readEventSources = (
  resources: Resources,
  find: (arn: string) => Lambda,
  iamPolicy: IamPolicy,
): EventSources => {
  const sources: EventSources = { queues: [], streams: [] };
  for (const { logicalId, properties } of resources.all('AWS::Lambda::EventSourceMapping', mappingSchema)) {
    const { EventSourceArn, FilterCriteria, ScalingConfig } = properties;
    const service = EventSourceArn.split(':')[2];
    if (service !== 'sqs' && service !== 'dynamodb')
      throw new StartupError(`${logicalId}: the local stack has no event source ${EventSourceArn}`);
    if (service === 'sqs' && FilterCriteria)
      throw new StartupError(`${logicalId}: the local stack filters streams but not queues`);
    if (!properties.Enabled) continue;
    const lambda = find(properties.FunctionName);
    const source: EventSource = {
      id: logicalId,
      arn: EventSourceArn,
      lambda,
      batchSize: properties.BatchSize ?? DEFAULT_BATCH[service],
      batchingWindow: properties.MaximumBatchingWindowInSeconds * 1000,
      reportsItemFailures: properties.FunctionResponseTypes.length > 0,
      concurrency: Math.min(lambda.concurrency, ScalingConfig?.MaximumConcurrency ?? Infinity),
      startingPosition: properties.StartingPosition,
      bisects: properties.BisectBatchOnFunctionError,
      maximumRetries: properties.MaximumRetryAttempts,
      onFailure: properties.DestinationConfig?.OnFailure?.Destination,
      filters: FilterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? [],
    };
    const needed = POLLING[service].map((action) => ({
      action: `${service}:${action}`,
      resource: source.arn,
    }));
    if (source.onFailure !== undefined)
      needed.push({ action: 'sqs:SendMessage', resource: source.onFailure });
    for (const call of needed) {
      if (!iamPolicy.allows(lambda.name, call))
        throw new StartupError(
          `${logicalId}: the role of ${lambda.label} does not allow ${call.action} on ${call.resource}`,
        );
    }
    (service === 'sqs' ? sources.queues : sources.streams).push(source);
  }
  return sources;
};
