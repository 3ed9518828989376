import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { AWS_TIMEOUTS } from '../../shared/kernel/aws-timeouts.ts';
import { networks, resolveByDns } from '../../shared/events/ssrf-guard.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { queueHandler } from '../../shared/queue/queue-worker.ts';
import { deliverWith } from './deliver.ts';
import { post } from './post.ts';
import { sendEvent } from './send-event.ts';
import { setAsideMessageIn } from './set-aside.ts';
import { secretsUnder } from './signing.ts';

const env = readEnv(
  z.object({
    EVENT_QUEUE_URL: z.url(),
    DEAD_LETTERS_URL: z.url(),
    SECRETS_PREFIX: z.string().min(1),
    ENDPOINT_NETWORKS: networks,
  }),
);

const deliver = deliverWith({
  ...openLedger(),
  secretsOf: secretsUnder(env.SECRETS_PREFIX),
  networks: env.ENDPOINT_NETWORKS,
  resolve: resolveByDns,
  post,
});

const sqs = new SQSClient(AWS_TIMEOUTS);

export const handler = queueHandler(
  sendEvent(
    deliver,
    { sqs, url: env.EVENT_QUEUE_URL },
    setAsideMessageIn({ sqs, url: env.DEAD_LETTERS_URL }),
  ),
);
