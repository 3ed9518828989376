import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';
import * as z from 'zod';
import type { AgencyParameter } from '../../infra/constructs/agency-secrets.ts';
import { sandboxAt, sessionOf } from '../../infra/local/demo/sandbox-client.ts';
import { prepareSecrets, sandboxAccounts } from '../../infra/local/seed/local-secrets.ts';
import { startSandbox } from '@scrip/sandbox';
import type { Time } from '../../infra/local/event-sources/schedules.ts';
import { placeOf } from '../../infra/local/seed/place.ts';
import { seed } from '../../infra/local/seed/seed.ts';
import { startStack } from '../../infra/local/stack.ts';
import { stripeClient } from '../../shared/payments/stripe/client.ts';
import type { Pass } from '../../shared/table/items/reconciliation.ts';

/** Agencies that sell and take credits; each test has accounts of its own in them. */
const AGENCIES = ['demo', 'other'];

const secretsOfFile = z.record(z.string(), z.json());

/** A directory that is gone when `remove` was called, also where what was cut off still writes its last file. */
export const temporaryDirectory = async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'scrip-e2e-'));
  return { directory, remove: () => rm(directory, { recursive: true, force: true, maxRetries: 20 }) };
};

/** Time that never passes for schedules: a run that falls due by the clock would change what a test is looking at. */
const standstill: Time = {
  now: Date.now,
  sleep: async (_, signal) =>
    await new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
};

/**
 * Starts what deploys on free ports, with a payment sandbox of its own.
 * @param options.directory where everything is kept; none keeps it in memory
 */
export const startTestStack = async ({ directory }: { directory?: string } = {}) => {
  const { assembly, keyFile } = inject('deployment');
  const secretsFile = directory
    ? path.join(directory, 'secrets.json')
    : path.join(path.dirname(keyFile), `${randomUUID()}.json`);
  const log: string[] = [];
  const stack = await startStack({
    assembly,
    secretsFile,
    log: (line) => log.push(line),
    time: standstill,
    ...(directory !== undefined && { directory }),
  });
  await seed(placeOf(stack));

  const keys = prepareSecrets(secretsFile, AGENCIES, stack.api);
  const sandbox = await startSandbox({
    port: 0,
    dataDir: directory && path.join(directory, 'sandbox'),
    ...sandboxAccounts(keys, stack.api),
  });
  // Only now is it known where the sandbox listens.
  prepareSecrets(secretsFile, AGENCIES, sandbox.url);
  await stack.warmUp();

  /** Does now what the schedule of this pass does by the clock. */
  const reconcile = async (pass: Pass): Promise<void> => {
    const rule = stack.schedules.find((id) => id.toLowerCase().includes(pass));
    await stack.runSchedule(rule ?? pass);
  };
  /**
   * Writes a secret of an agency while the stack runs, as its operator does at AWS; undefined removes it.
   * @returns what was there before
   */
  const putSecret = async (
    agency: string,
    kind: AgencyParameter | 'endpoints',
    value: unknown,
  ): Promise<unknown> => {
    const name = `scrip/local/agencies/${agency}/${kind}`;
    const secretsNow = secretsOfFile.parse(JSON.parse(await readFile(secretsFile, 'utf8')));
    await writeFile(secretsFile, JSON.stringify({ ...secretsNow, [name]: value }));
    return secretsNow[name];
  };
  /** The agency demo gives back what was paid on this page at Stripe, or a part (minor units), as in the dashboard. */
  const refund = async (page: string, amount?: number): Promise<void> => {
    const secretKey = keys.find(({ agency }) => agency === 'demo')?.stripe.secretKey ?? '';
    const stripe = stripeClient({ secretKey, apiBase: sandbox.url });
    const session = await stripe.checkout.sessions.retrieve(sessionOf(page), { expand: ['payment_intent'] });
    const { id } = z.object({ id: z.string() }).parse(session.payment_intent);
    await stripe.refunds.create({ payment_intent: id, ...(amount !== undefined && { amount }) });
  };

  const grantsFile = path.join(inject('grantsSeen') ?? '', `${randomUUID()}.json`);
  /** Writes down what became of the permissions so far. */
  const noteGrants = async (): Promise<void> =>
    await writeFile(grantsFile, JSON.stringify(stack.grantsSeen()));
  let stopped: Promise<void> | undefined;
  const stop = async (grace?: number): Promise<void> => {
    await sandbox.stop();
    await stack.stop(grace);
    await noteGrants();
  };
  return {
    ...stack,
    sandbox: sandboxAt(sandbox.url),
    sandboxUrl: sandbox.url,
    /** The keys of the agencies' accounts there. */
    keys,
    webhookSecret: (agency: string) => keys.find((key) => key.agency === agency)?.stripe.webhookSecret ?? '',
    reconcile,
    putSecret,
    refund,
    /** What the stack would have written to the terminal. */
    log,
    noteGrants,
    /** Ends everything, once. */
    stop: () => (stopped ??= stop()),
    /** Ends everything at once: functions are cut off wherever they are. */
    cutOff: () => (stopped ??= stop(0)),
  };
};

export type TestStack = Awaited<ReturnType<typeof startTestStack>>;

let shared: Promise<TestStack> | undefined;

/**
 * The stack that the files of a worker use one after another: for those whose tests have accounts, or agencies, of their
 * own. Its `stop` leaves it to the next file; it ends with the worker.
 */
export const sharedTestStack = async (): Promise<TestStack> => {
  const stack = await (shared ??= startTestStack());
  return { ...stack, stop: stack.noteGrants };
};
