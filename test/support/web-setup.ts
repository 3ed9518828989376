import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import * as z from 'zod';
import { isBrowserMissing } from './browser.ts';
import { webPort } from './ports.ts';
import { project as root } from './sources.ts';

const addresses = z.object({
  portal: z.url(),
  console: z.url(),
  api: z.url(),
  issuer: z.url(),
  sandbox: z.url(),
  /** Bearers for what a test prepares without a browser. */
  tokens: z.object({ client: z.string(), admin: z.string(), reviewer: z.string(), finance: z.string() }),
});

/** What `npm start` tells programs of the stack that these tests share. */
export type Addresses = z.infer<typeof addresses>;

declare module 'vitest' {
  interface ProvidedContext {
    stack: Addresses;
  }
}

/** Starts what `npm start` starts, with its demo customers and data of its own; nothing where there is no browser. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (isBrowserMissing) return undefined;
  const directory = await mkdtemp(path.join(tmpdir(), 'scrip-web-'));
  const child = spawn(process.execPath, [path.join(root, 'infra', 'local', 'start.mjs')], {
    env: { ...process.env, SCRIP_PORT: String(webPort), SCRIP_DATA: directory },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const end = async (): Promise<void> => {
    child.kill('SIGINT');
    await ended;
    await rm(directory, { recursive: true, force: true, maxRetries: 20 });
  };
  let output = '';
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Press Ctrl-C')) resolve();
      });
  });
  await Promise.race([ready, ended]);
  if (child.exitCode !== null) {
    await end();
    throw new Error(`The stack did not start: ${output}`);
  }
  project.provide(
    'stack',
    addresses.parse(JSON.parse(await readFile(path.join(directory, 'stack.json'), 'utf8'))),
  );
  return end;
}
