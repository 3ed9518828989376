import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, LOOPBACK } from '../ports.ts';
import { StartupError } from '../startup-error.ts';
import { indexStreamRecords, trimStreamRecords } from './stream-records.ts';

export type DynamoDb = {
  endpoint: string;
  /** Forgets stream records that are a day old and were read, by the last number read of each shard. */
  trimStream: (read: Iterable<[string, string]>) => void;
  stop: () => Promise<void>;
};

/**
 * Ends the engine when this process ends, even by SIGKILL: nothing else closes the pipe that `cat` reads. The engine
 * has a session of its own, since Ctrl-C must reach it only after the invocations in flight have finished.
 */
const SUPERVISE =
  'exec 3<&0; "$@" </dev/null 3<&- & engine=$!; (cat <&3 >/dev/null; kill $engine 2>/dev/null) & exec 3<&-; wait $engine';

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Where the engine's package keeps its binary, if it is installed. */
const installedEngine = (): string[] => {
  const name = `@dynoxide/${process.platform}-${process.arch}/package.json`;
  try {
    const directory = dirname(createRequire(import.meta.url).resolve(name));
    return [join(directory, 'dynoxide'), join(directory, 'bin', 'dynoxide')];
  } catch {
    return [];
  }
};

const findEngine = (): string => {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((directory) => join(directory, 'dynoxide'));
  const engine = [...installedEngine(), ...onPath].find(isExecutable);
  if (engine) return engine;
  throw new StartupError(
    `No DynamoDB engine for ${process.platform}-${process.arch}: set DYNAMODB_ENDPOINT to a DynamoDB Local, or put dynoxide on the PATH`,
  );
};

const answers = async (endpoint: string): Promise<boolean> => {
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(1000) });
    return true;
  } catch {
    return false;
  }
};

/** Time for the engine to answer, in milliseconds. */
const START_LIMIT_MS = 10_000;

/** Time for the engine to close its file, in milliseconds. */
const END_LIMIT_MS = 3000;

/** @param closed resolves when the engine and all that supervises it have ended: then nothing writes to its file */
const end = async (child: ChildProcess, closed: Promise<unknown>): Promise<void> => {
  child.stdin?.end();
  const timer = setTimeout(() => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL');
  }, END_LIMIT_MS);
  await closed;
  clearTimeout(timer);
};

/**
 * Starts the DynamoDB engine on 127.0.0.1, or takes the one that DYNAMODB_ENDPOINT names.
 * @param options.port 0 or none for a free one
 * @param options.file the database file; none keeps everything in memory
 * @param options.onCrash called when the engine ends by itself after its start
 */
export const startDynamoDb = async (
  options: { port?: number; file?: string | undefined; onCrash?: (line: string) => void } = {},
): Promise<DynamoDb> => {
  const existing = process.env['DYNAMODB_ENDPOINT'];
  if (existing) {
    if (!(await answers(existing))) throw new StartupError(`DYNAMODB_ENDPOINT=${existing} does not respond`);
    return { endpoint: existing, trimStream: () => {}, stop: async () => {} };
  }
  const { port: wanted = 0 } = options;
  const port = wanted === 0 ? await freePort() : wanted;
  if (options.file) mkdirSync(dirname(options.file), { recursive: true });
  const command = [findEngine(), 'serve', '--host', LOOPBACK, '-p', String(port)];
  if (options.file) command.push('--db-path', options.file);
  const child = spawn('sh', ['-c', SUPERVISE, 'sh', ...command], {
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint = `${complaint}${chunk.toString()}`.slice(-500)));
  child.once('exit', () => child.stdin.destroy());
  child.stdin.on('error', () => {});

  const endpoint = `http://${LOOPBACK}:${port}`;
  for (const deadline = Date.now() + START_LIMIT_MS; !(await answers(endpoint)); await sleep(10)) {
    if (child.exitCode === null && Date.now() < deadline) continue;
    await end(child, closed);
    throw new StartupError(
      `The DynamoDB engine did not start on port ${port}: ${complaint.trim() || 'no answer'}`,
    );
  }
  const { file } = options;
  if (file) indexStreamRecords(file);
  const onExit = (): void =>
    options.onCrash?.(`the DynamoDB engine has ended: ${complaint.trim() || 'no reason given'}`);
  child.once('exit', onExit);
  return {
    endpoint,
    trimStream: (read) => {
      if (file) trimStreamRecords(file, read, Date.now());
    },
    stop: async () => {
      child.off('exit', onExit);
      await end(child, closed);
    },
  };
};
