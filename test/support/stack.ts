import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';
import { sandboxAt } from '../../infra/local/demo/sandbox-client.ts';
import { prepareSecrets } from '../../infra/local/local-secrets.ts';
import { startSandbox } from '../../infra/local/sandbox/server.ts';
import { seed } from '../../infra/local/seed.ts';
import { startStack } from '../../infra/local/stack.ts';

/** Agencies that sell and take credits; each test has accounts of its own in them. */
const AGENCIES = ['demo', 'other'];

/** A directory that is gone when `remove` was called. */
export const temporaryDirectory = async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'scrip-e2e-'));
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
};

/**
 * Starts what deploys on free ports, with a payment sandbox of its own.
 * @param options.directory where everything is kept; none keeps it in memory
 */
export const startTestStack = async ({ directory }: { directory?: string } = {}) => {
  const secrets = await temporaryDirectory();
  const secretsFile = path.join(directory ?? secrets.directory, 'secrets.json');
  const log: string[] = [];
  const stack = await startStack({
    assembly: inject('deployment').assembly,
    secretsFile,
    log: (line) => log.push(line),
    ...(directory !== undefined && { directory }),
  });
  for (const tableName of stack.tables) await seed({ dynamoDbEndpoint: stack.endpoints.dynamoDb, tableName });

  const keys = prepareSecrets(secretsFile, AGENCIES, stack.api);
  const sandbox = await startSandbox({
    port: 0,
    dataDir: directory && path.join(directory, 'sandbox'),
    stripe: keys.map(({ agency, secretKey, webhookSecret }) => ({
      secretKey,
      webhook: { url: `${stack.api}/v1/webhooks/${agency}/stripe`, secret: webhookSecret },
    })),
  });
  // Only now is it known where the sandbox listens.
  prepareSecrets(secretsFile, AGENCIES, sandbox.url);
  await stack.warmUp();

  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await sandbox.stop();
    await stack.stop();
    await secrets.remove();
  };
  return {
    ...stack,
    sandbox: sandboxAt(sandbox.url),
    sandboxUrl: sandbox.url,
    webhookSecret: (agency: string) => keys.find((key) => key.agency === agency)?.webhookSecret ?? '',
    /** What the stack would have written to the terminal. */
    log,
    /** Ends everything, once. */
    stop: () => (stopped ??= stop()),
  };
};

export type TestStack = Awaited<ReturnType<typeof startTestStack>>;
