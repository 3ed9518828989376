import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { AWS_TIMEOUTS } from '../../shared/kernel/aws-timeouts.ts';
import { correlated } from '../../shared/kernel/correlation.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { publisherOn } from './publisher.ts';

const env = readEnv(
  z.object({ EVENT_BUS: z.string().min(1), EVENT_QUEUE_URL: z.url(), ASIDE_QUEUE_URL: z.url() }),
);

const sqs = new SQSClient(AWS_TIMEOUTS);
const publish = publisherOn({
  ledger: openLedger(),
  bus: { client: new EventBridgeClient(AWS_TIMEOUTS), name: env.EVENT_BUS },
  queue: { sqs, url: env.EVENT_QUEUE_URL },
  aside: { sqs, url: env.ASIDE_QUEUE_URL },
});

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse, Error, Context>().handler(
  async ({ Records }, context) => await correlated(context.awsRequestId, () => publish(Records)),
);
