import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { mintToken } from '../../infra/local/demo/running-stack.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { give } from '../support/ledger.ts';

const addresses = z.object({ api: z.url(), issuer: z.url(), dynamoDb: z.url(), tableName: z.string() });

export type StackAddresses = z.infer<typeof addresses>;

/** Who calls, and what with. A request that is not a GET has a body. */
type Call = { path: string; token: string; body?: object; key?: string };

type Answer = { status: number; body: string };

/** The agency that the local stack begins with. */
export const AGENCY = 'demo';

/**
 * Starts the whole local stack on disk in a process of its own, as `npm start` does.
 * @returns how to call it, with as little work on this side as can be, and a way to end it
 */
export const startHttpStack = async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'scrip-bench-'));
  const child = fork(fileURLToPath(import.meta.resolve('./stack-alone.ts')), [directory], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const [said]: unknown[] = await Promise.race([once(child, 'message'), ended]);
  const stack = addresses.parse(said);
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(stack.api);

  const send = async ({ path: target, token, body, key }: Call): Promise<Answer> =>
    await new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      };
      const options = { agent, hostname, port, path: target, method: body ? 'POST' : 'GET', headers };
      const outgoing = request(options, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
        answer.on('error', reject);
      });
      outgoing.on('error', reject);
      outgoing.end(body && JSON.stringify(body));
    });

  return {
    ...stack,
    send,
    /** Somebody at the agency. */
    admin: () => mintToken(stack.issuer, { account: 'admin', scope: 'agency:read agency:write' }),
    /** A customer with credits. */
    customer: async (ledger: Ledger, account: string, credits: number) => {
      await give(ledger, { agency: AGENCY, account }, credits);
      const token = await mintToken(stack.issuer, { account });
      const body = { amount: 1, reference: 'order-1042' };
      return {
        spend: async (key: string): Promise<void> => {
          const answer = await send({ path: '/v1/spends', token, body, key });
          assert.equal(answer.status, 201, answer.body);
        },
      };
    },
    stop: async (): Promise<void> => {
      agent.destroy();
      child.disconnect();
      await ended;
      await rm(directory, { recursive: true });
    },
  };
};

export type HttpStack = Awaited<ReturnType<typeof startHttpStack>>;
