import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { usingCompileCache } from '../compile-cache.ts';
import type { Answer, Outcome } from './outcome.ts';

/** What a Lambda is made of, taken from the template. */
export type LambdaConfiguration = {
  name: string;
  /** What the log calls it. */
  label: string;
  arn: string;
  /** Absolute path of the CommonJS bundle. */
  bundle: string;
  exportName: string;
  environment: Record<string, string>;
  /** Milliseconds. */
  timeout: number;
  memoryMegabytes: number;
  /** Directory for what Node has compiled, so that the next thread need not. */
  compileCache: string;
};

export type Invocation = { requestId: string; event: string; deadline: number; arn: string };

/** One thread with the function loaded in it: takes one invocation at a time. */
export type ExecutionEnvironment = {
  /** False once the thread has ended or was ended: it takes no more invocations. */
  usable: () => boolean;
  /** Resolves when the function is loaded, or has failed to load. */
  started: Promise<unknown>;
  invoke: (event: string, requestId: string) => Promise<Outcome>;
  stop: () => Promise<void>;
};

/** Time for the bundle to load, in milliseconds; AWS gives 10 s on a machine that does nothing else. */
const INITIALISATION_LIMIT_MS = 30_000;

const after = <Value>(
  milliseconds: number,
  value: Value,
): { promise: Promise<Value>; cancel: () => void } => {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<Value>((resolve) => {
    timer = setTimeout(() => resolve(value), milliseconds);
  });
  return { promise, cancel: () => clearTimeout(timer) };
};

export const startExecutionEnvironment = (
  { bundle, exportName, environment, timeout, memoryMegabytes, compileCache, arn }: LambdaConfiguration,
  onOutput: (line: string) => void,
): ExecutionEnvironment => {
  const worker = new Worker(new URL('lambda-worker.ts', import.meta.url), {
    argv: [bundle, exportName],
    env: environment,
    execArgv: usingCompileCache(compileCache),
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes, maxYoungGenerationSizeMb: 4 },
  });
  for (const stream of [worker.stdout, worker.stderr])
    createInterface({ input: stream }).on('line', onOutput);

  let usable = true;
  const crashed = new Promise<Outcome>((resolve) => {
    worker.once('error', (error) => {
      usable = false;
      resolve({
        status: 'crashed',
        reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      });
    });
    worker.once('exit', (code) => {
      usable = false;
      resolve({ status: 'crashed', reason: `the process exited with code ${code}` });
    });
  });
  const ready = once(worker, 'message').then(
    () => true,
    () => false,
  );
  const stop = async (): Promise<void> => {
    usable = false;
    await worker.terminate();
  };

  /** The first of the work, a crash and the time limit. */
  const within = async <Value>(milliseconds: number, work: Promise<Value>): Promise<Value | Outcome> => {
    const limit = after<Outcome>(milliseconds, { status: 'timeout' });
    const first = await Promise.race([work, crashed, limit.promise]);
    limit.cancel();
    return first;
  };

  const ask = (event: string, requestId: string): Promise<Outcome> => {
    const answered = once(worker, 'message').then(
      ([answer]: Answer[]): Outcome => answer ?? { status: 'timeout' },
    );
    worker.postMessage({ requestId, event, deadline: Date.now() + timeout, arn } satisfies Invocation);
    return answered;
  };

  return {
    usable: () => usable,
    started: Promise.race([ready, crashed]),
    stop,
    invoke: async (event, requestId) => {
      const loaded = await within(INITIALISATION_LIMIT_MS, ready);
      if (loaded === false) return crashed;
      const outcome = loaded === true ? await within(timeout, ask(event, requestId)) : loaded;
      if (outcome.status === 'timeout') await stop();
      return outcome;
    },
  };
};
