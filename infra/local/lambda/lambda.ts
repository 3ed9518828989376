import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ExecutionEnvironment,
  type LambdaConfiguration,
  startExecutionEnvironment,
} from './execution-environment.ts';
import { renderLambdaLog } from './lambda-log.ts';
import type { Log } from '../log.ts';
import { failureLine, type Outcome } from './outcome.ts';
import type { ThreadBudget } from './thread-budget.ts';

/** How an invocation ended, how long it took in milliseconds, and whether it had to wait for the bundle to load. */
export type Invoked = Outcome & { duration: number; cold: boolean; requestId: string };

export type Lambda = {
  name: string;
  /** What the log calls it. */
  label: string;
  arn: string;
  /** How many invocations run at the same time; more wait their turn. */
  concurrency: number;
  invoke: (event: unknown) => Promise<Invoked>;
  /** Whether an invocation would begin at once. */
  isFree: () => boolean;
  /** Loads the function, so that the first invocation finds it ready. */
  warmUp: () => Promise<void>;
  /** Lets what is in flight finish for up to `grace` milliseconds. */
  stop: (grace: number) => Promise<void>;
};

/** Memory of this machine is worth more than that of AWS: threads beyond the first end after this many milliseconds. */
const IDLE_LIMIT_MS = 15_000;

export type LambdaOptions = {
  /** Threads of this function, at most. */
  concurrency: number;
  budget: ThreadBudget;
  log: Log;
};

/** Runs a function in a few threads, one invocation at a time in each, started when they are first needed. */
export const createLambda = (
  configuration: LambdaConfiguration,
  { concurrency, budget, log }: LambdaOptions,
): Lambda => {
  const { name, label, arn } = configuration;
  const environments = new Set<ExecutionEnvironment>();
  const idle: { environment: ExecutionEnvironment; since: number }[] = [];
  const waiting: ((environment: ExecutionEnvironment | undefined) => void)[] = [];

  const start = (): ExecutionEnvironment => {
    const environment = startExecutionEnvironment(configuration, (line) => {
      const rendered = renderLambdaLog(line);
      if (rendered) log(`  ${label} ${rendered}`);
    });
    if (environments.size > 0) budget.add();
    environments.add(environment);
    return environment;
  };

  const drop = (environment: ExecutionEnvironment): void => {
    if (environments.delete(environment) && environments.size > 0) budget.remove();
  };

  const takeIdle = (): ExecutionEnvironment | undefined => {
    for (let last = idle.pop(); last; last = idle.pop()) {
      if (last.environment.usable()) return last.environment;
      drop(last.environment);
    }
    return undefined;
  };

  const mayStart = (): boolean =>
    environments.size === 0 || (environments.size < concurrency && budget.hasRoom());

  const acquire = async (): Promise<{ environment: ExecutionEnvironment; cold: boolean }> => {
    const warm = takeIdle();
    if (warm) return { environment: warm, cold: false };
    if (mayStart()) return { environment: start(), cold: true };
    const handedOver = await new Promise<ExecutionEnvironment | undefined>((resolve) =>
      waiting.push(resolve),
    );
    return { environment: handedOver ?? start(), cold: !handedOver };
  };

  const release = (environment: ExecutionEnvironment): void => {
    if (!environment.usable()) drop(environment);
    const next = waiting.shift();
    if (next) next(environment.usable() ? environment : undefined);
    else if (environment.usable()) idle.push({ environment, since: Date.now() });
  };

  const reaper = setInterval(() => {
    while (environments.size > 1 && idle[0] && idle[0].since < Date.now() - IDLE_LIMIT_MS) {
      const [oldest] = idle.splice(0, 1);
      if (!oldest) return;
      drop(oldest.environment);
      void oldest.environment.stop();
    }
  }, IDLE_LIMIT_MS / 3).unref();

  const busy = (): number => environments.size - idle.length + waiting.length;

  return {
    name,
    label,
    arn,
    concurrency,
    invoke: async (event) => {
      const begun = performance.now();
      const requestId = randomUUID();
      const { environment, cold } = await acquire();
      const outcome = await environment.invoke(JSON.stringify(event), requestId);
      release(environment);
      const failure = failureLine(outcome);
      if (failure) log(`  ${label} ${failure}`);
      return { ...outcome, requestId, cold, duration: performance.now() - begun };
    },
    isFree: () => idle.some(({ environment }) => environment.usable()) || mayStart(),
    warmUp: async () => {
      if (environments.size > 0) return;
      const environment = start();
      await environment.started;
      release(environment);
    },
    stop: async (grace) => {
      clearInterval(reaper);
      for (const deadline = Date.now() + grace; busy() > 0 && Date.now() < deadline;) await sleep(20);
      await Promise.all([...environments].map((environment) => environment.stop()));
    },
  };
};
