import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { DemoError } from './check.ts';

const local = join(import.meta.dirname, '..');
const directory = resolve(process.env['SCRIP_DATA'] ?? join(local, '..', '..', '.local'));

const description = z.object({ api: z.url(), sandbox: z.url(), issuer: z.url() });

export type RunningStack = z.infer<typeof description>;

const answers = async (url: string): Promise<boolean> =>
  (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;

/** @returns the stack that stack.json describes, if it answers: the sandbox is the last part that a stack starts */
const findStack = async (): Promise<RunningStack | undefined> => {
  try {
    const found = description.parse(JSON.parse(await readFile(join(directory, 'stack.json'), 'utf8')));
    const isThere = (await answers(`${found.sandbox}/controls`)) && (await answers(`${found.api}/v1/health`));
    return isThere ? found : undefined;
  } catch {
    return undefined;
  }
};

/** Starts a stack of our own, and waits until it answers. */
const startStack = async () => {
  const child = spawn(process.execPath, [join(local, 'start.mjs')], {
    // As if npm had started it: then it ends when this process is gone, however that came.
    env: { ...process.env, npm_lifecycle_event: 'demo' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const end = async (): Promise<void> => {
    child.kill('SIGINT');
    await ended;
  };
  while (child.exitCode === null && child.signalCode === null) {
    const stack = await findStack();
    if (stack) return { stack, end };
    await sleep(100);
  }
  throw new DemoError('The local stack did not start');
};

/**
 * The stack that runs, or else one for the time of the demo.
 * @param say prints a line if a stack has to be started
 * @returns also how to end it, which leaves alone what ran before
 */
export const reachStack = async (
  say: (line: string) => void,
): Promise<{ stack: RunningStack; end: () => Promise<void> }> => {
  const stack = await findStack();
  if (stack) return { stack, end: async () => {} };
  say('No local stack is running. Starting one for the demo …');
  return await startStack();
};

/** A token from the local issuer, which gives one to any caller: of a customer, or of a person at the agency. */
export const mintToken = async (
  issuer: string,
  {
    account,
    scope = 'credits:read credits:spend',
    roles = '',
  }: { account: string; scope?: string; roles?: string | undefined },
): Promise<string> => {
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      agency: 'demo',
      account,
      scope,
      roles,
    }),
  });
  return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
};
