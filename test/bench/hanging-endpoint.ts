import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { deliverWith } from '../../functions/event-sender/deliver.ts';
import { post } from '../../functions/event-sender/post.ts';
import { sendEvent } from '../../functions/event-sender/send-event.ts';
import { credentials, REGION } from '../../infra/local/aws/aws.ts';
import { startSqs } from '../../infra/local/aws/sqs.ts';
import { type EventQueue, queueEvent } from '../../shared/events/event-queue.ts';
import { newSecret } from '../../shared/events/signing-secrets.ts';
import { networks } from '../../shared/events/ssrf-guard.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { sha256 } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { workOff } from '../../shared/queue/queue-worker.ts';
import type { CloudEvent } from '../../shared/table/items/cloud-event.ts';
import type { Endpoint } from '../../shared/table/items/endpoint.ts';
import { putEndpoint, someEvent } from '../support/endpoints.ts';
import { record } from '../support/sqs.ts';
import { type Figure, ratio } from './figure.ts';
import { median } from './timing.ts';

/** Senders, as the stack has them. */
const SENDERS = 50;
/** Events of as many accounts, for an endpoint that never answers. */
const WAITING = 10_000;
/** Milliseconds in which they come in: about as fast as one publisher sends. */
const WITHIN = 100_000;
/** Events of another agency, one after the other, in each of the three phases. */
const WITNESSES = 40;

/** Endpoints of two agencies: `/hang` never answers, everything else does at once. */
const startServer = async () => {
  const arrived = new Map<string, () => void>();
  const server = createServer((request, response) => {
    request.resume();
    if (request.url === '/hang') return;
    arrived.get(String(request.headers['webhook-id']))?.();
    response.writeHead(204).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    arrived,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** As Lambda has as many senders at the queue as it may: each takes one message at a time. */
const startSenders = (
  ledger: Ledger,
  { sqs, url }: EventQueue,
  polling: SQSClient,
): (() => Promise<void>) => {
  const ended = new AbortController();
  const secret = newSecret(instant(0)).secret;
  const worker = sendEvent(
    deliverWith({
      ...ledger,
      secretsOf: async () => [secret],
      networks: networks.parse('127.0.0.0/8'),
      resolve: async () => ['127.0.0.1'],
      post,
    }),
    { sqs, url },
  );
  const receive = new ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: 1,
    WaitTimeSeconds: 5,
    MessageSystemAttributeNames: ['All'],
  });
  const sender = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      const { Messages = [] } = await polling.send(receive);
      for (const { Body = '', ReceiptHandle: receiptHandle = '', Attributes } of Messages) {
        const message = { ...record(Body, Attributes), receiptHandle };
        const { batchItemFailures } = await workOff(worker, [message], () => 30_000);
        if (batchItemFailures.length === 0)
          await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receiptHandle }));
      }
    }
  };
  const senders = Array.from({ length: SENDERS }, sender);
  return async () => {
    ended.abort();
    await Promise.all(senders);
  };
};

const eventOf = (agency: string, account: string): CloudEvent => ({
  ...someEvent(agency),
  id: `evt_0mm6ga000${sha256(account).slice(0, 20)}`,
  subject: account,
});

/**
 * How long another agency's events take while thousands wait for an endpoint that hangs, against how long they take
 * otherwise: on the real queue engine, with as many senders as the stack has.
 */
export const hangingEndpoint = async (): Promise<Figure[]> => {
  const ledger = openLedger();
  const engine = await startSqs({ port: 0, directory: undefined });
  const sqs = new SQSClient({ endpoint: engine.endpoint, region: REGION, credentials });
  // Senders that wait for messages keep their connections.
  const polling = new SQSClient({ endpoint: engine.endpoint, region: REGION, credentials });
  const Attributes = { FifoQueue: 'true', VisibilityTimeout: '180' };
  await sqs.send(new CreateQueueCommand({ QueueName: 'events.fifo', Attributes }));
  const queue = { sqs, url: engine.queueUrl('events.fifo') };
  const server = await startServer();
  const stop = startSenders(ledger, queue, polling);
  const witness = await putEndpoint(ledger, 'witness', { url: `${server.url}/witness` });
  const hanging = await putEndpoint(ledger, 'hanging', { url: `${server.url}/hang` });

  const send = async ({ agency, id: endpoint }: Endpoint, account: string): Promise<string> => {
    const event = eventOf(agency, account);
    await queueEvent(queue, { agency, endpoint, event });
    return event.id;
  };
  let sent = 0;
  const latency = async (): Promise<number> => {
    sent += 1;
    const account = `witness-${sent}`;
    const begun = performance.now();
    const arrival = new Promise<void>((resolve) => {
      server.arrived.set(eventOf('witness', account).id, resolve);
    });
    await send(witness, account);
    await arrival;
    return performance.now() - begun;
  };
  /** @param period milliseconds that they are spread over */
  const latencies = async (period: number): Promise<number[]> => {
    const found: number[] = [];
    for (let one = 0; one < WITNESSES; one += 1) {
      found.push(await latency());
      await sleep(period / WITNESSES);
    }
    return found;
  };
  const comeIn = async (): Promise<void> => {
    const begun = performance.now();
    for (let one = 0; one < WAITING; one += 1) {
      await send(hanging, `account-${one}`);
      const early = begun + (one / WAITING) * WITHIN - performance.now();
      if (early > 0) await sleep(early);
    }
  };

  try {
    await latencies(0);
    const quiet = await latencies(WITHIN / 10);
    const [during] = await Promise.all([latencies(WITHIN), comeIn()]);
    const waiting = await latencies(WITHIN);
    const figure = (phase: string, times: readonly number[]): Figure => {
      const { value, ...rest } = ratio(
        `another agency's event while ${WAITING} ${phase} for an endpoint that hangs ÷ quiet (p50)`,
        [median(times), median(quiet)],
        2,
      );
      const [slowest, slowestQuiet] = [times, quiet].map((all) => Math.max(...all).toFixed(0));
      return { ...rest, value: `${value}, slowest ${slowest} ms ÷ ${slowestQuiet} ms` };
    };
    return [figure('come in', during), figure('wait', waiting)];
  } finally {
    await stop();
    server.stop();
    sqs.destroy();
    polling.destroy();
    await engine.stop();
    ledger.table.client.destroy();
  }
};
