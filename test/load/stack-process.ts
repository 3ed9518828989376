import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

const project = path.join(import.meta.dirname, '..', '..');

/** Where the figures are written. */
export const output = path.join(project, '.local');

/** The stack's own place, so that a stack that runs already keeps its data. */
const directory = path.join(path.resolve(process.env['SCRIP_DATA'] ?? output), 'load');

/** Beside the ports of `npm start`, for the same reason. */
const PORT = '4200';

const description = z.object({ api: z.url(), issuer: z.url() });

export type StackProcess = z.infer<typeof description> & { pid: number; end: () => Promise<void> };

/** Written last by a stack that starts, and perhaps not to its end yet. */
const readDescription = (): z.infer<typeof description> | undefined => {
  try {
    return description.parse(JSON.parse(readFileSync(path.join(directory, 'stack.json'), 'utf8')));
  } catch {
    return undefined;
  }
};

/** Starts a stack on disk that holds nothing yet, in a process of its own, and waits until it is ready. */
export const startStackProcess = async (): Promise<StackProcess> => {
  rmSync(directory, { recursive: true, force: true });
  const child = spawn(process.execPath, [path.join(project, 'infra', 'local', 'start.mjs')], {
    // As if npm had started it: then it ends when this process is gone, however that came.
    env: {
      SCRIP_PORT: PORT,
      ...process.env,
      SCRIP_DATA: directory,
      npm_lifecycle_event: 'load',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  while (child.exitCode === null && child.signalCode === null) {
    const stack = readDescription();
    if (stack && child.pid !== undefined) {
      const end = async (): Promise<void> => {
        child.kill('SIGINT');
        await ended;
        rmSync(directory, { recursive: true, force: true });
      };
      return { ...stack, pid: child.pid, end };
    }
    await sleep(100);
  }
  throw new Error('The stack did not start');
};
