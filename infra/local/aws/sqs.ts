import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { ACCOUNT_ID, REGION } from './aws.ts';
import { ownCompileCache, usingCompileCache } from '../compile-cache.ts';
import { LOOPBACK } from '../ports.ts';
import { StartupError } from '../startup-error.ts';

export type Sqs = { endpoint: string; queueUrl: (queueName: string) => string; stop: () => Promise<void> };

/**
 * Starts the engine of SQS, which also answers as S3, on 127.0.0.1, in a thread that ends with this process.
 * @param options.port 0 for a free one
 * @param options.directory where queues are kept (in `sqs`) and objects (in `s3`, as files); none keeps all in memory
 */
export const startSqs = async (options: { port: number; directory: string | undefined }): Promise<Sqs> => {
  const { port: wanted, directory } = options;
  const kept = directory === undefined ? [] : [join(directory, 'sqs'), join(directory, 's3')];
  const worker = new Worker(new URL('sqs-worker.ts', import.meta.url), {
    argv: [wanted, REGION, ...kept],
    execArgv: ['--disable-warning=ExperimentalWarning', ...usingCompileCache(ownCompileCache)],
    env: {},
  });
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
  });
  const port = await once(worker, 'message').then(
    ([message]) => z.number().parse(message),
    (cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new StartupError(`The queues and buckets did not start: ${reason}`, { cause });
    },
  );
  const endpoint = `http://${LOOPBACK}:${port}`;
  return {
    endpoint,
    queueUrl: (queueName) => `${endpoint}/${ACCOUNT_ID}/${queueName}`,
    stop: async () => {
      worker.postMessage('stop');
      await exited;
    },
  };
};
