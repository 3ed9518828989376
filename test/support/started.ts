import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { requirePort } from '../../infra/local/ports.ts';
import { PATIENCE } from './patience.ts';
import { firstPort } from './ports.ts';

const local = path.join(import.meta.dirname, '..', '..', 'infra', 'local');
const PORTS = 9;

const description = z.object({
  api: z.url(),
  sandbox: z.url(),
  tokens: z.object({ client: z.string(), admin: z.string() }),
});

/** The ports of this worker's stacks: after the issuer's, and apart from those of other workers. */
const own = firstPort + PORTS * (1 + (Number(process.env['VITEST_POOL_ID'] ?? 0) % 3) * 2);

/** @returns the first of nine ports in a row that are free */
export const freePorts = async (): Promise<number> => {
  for (const base of [own, own + PORTS]) {
    const free = Array.from({ length: PORTS }, (_, next) => requirePort(base + next, 'a test', 0));
    if ((await Promise.allSettled(free)).every(({ status }) => status === 'fulfilled')) return base;
  }
  throw new Error(`Nothing in a row of nine ports from ${own} to ${own + 2 * PORTS - 1} is free`);
};

/** The command lines of all processes that name the directory; none where the system does not tell. */
const processesIn = (directory: string): string[] => {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .map((pid) => {
        try {
          return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        } catch {
          return '';
        }
      })
      .filter((command) => command.includes(directory));
  } catch {
    return [];
  }
};

const run = (script: string, base: number, directory: string, ...options: string[]) => {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [path.join(local, script), ...options], {
    env: { PATH, HOME, SCRIP_PORT: String(base), SCRIP_DATA: directory },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(() => child.exitCode);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, ended, output: () => output };
};

/** Runs what `npm start` runs, on nine ports from `base`, without demo customers, and waits until it is ready. */
export const startProcess = async (base: number, directory: string) => {
  const { child, ended, output } = run('start.mjs', base, directory, '--empty');
  const ready = vi.waitFor(() => expect(output()).toContain('Scrip is ready.'), {
    timeout: 120_000,
    interval: 50,
  });
  await Promise.race([ready, ended]);
  if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${output()}`);
  const file = readFileSync(path.join(directory, 'stack.json'), 'utf8');
  return {
    ...description.parse(JSON.parse(file)),
    dynamoDb: `http://127.0.0.1:${base + 3}`,
    /** @returns the exit code; null after SIGKILL */
    end: (signal: 'SIGINT' | 'SIGKILL'): Promise<number | null> => {
      child.kill(signal);
      return ended;
    },
  };
};

/** Runs what `npm run demo` runs, to its end. */
export const runDemo = async (base: number, directory: string) => {
  const { ended, output } = run('demo/demo.ts', base, directory);
  return { code: await ended, output: output() };
};

/** Waits until nothing of such a process is left: no port is taken, and no other process works in its directory. */
export const nothingLeft = async (base: number, directory: string): Promise<void> => {
  await Promise.all(
    Array.from({ length: PORTS }, (_, next) => requirePort(base + next, 'a test', PATIENCE.timeout)),
  );
  await vi.waitFor(() => expect(processesIn(directory)).toEqual([]), PATIENCE);
};
