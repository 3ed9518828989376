import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { networks, resolveByDns } from '../../shared/events/ssrf-guard.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { deliverWith } from './deliver.ts';
import { post } from './post.ts';
import { secretsUnder } from './signing.ts';
import { workOffWith } from './work-off.ts';

const env = readEnv(
  z.object({ EVENT_QUEUE_URL: z.url(), SECRETS_PREFIX: z.string().min(1), ENDPOINT_NETWORKS: networks }),
);
const { table, now } = openLedger();

const workOff = workOffWith(
  deliverWith({
    table,
    now,
    secretsOf: secretsUnder(env.SECRETS_PREFIX),
    networks: env.ENDPOINT_NETWORKS,
    resolve: resolveByDns,
    post,
  }),
  { sqs: new SQSClient({}), url: env.EVENT_QUEUE_URL },
);

export const handler = middy<SQSEvent, SQSBatchResponse, Error, Context>().handler(
  async ({ Records }) => await workOff(Records),
);
