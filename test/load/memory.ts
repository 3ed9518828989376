import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { MINUTE_MS } from '../../shared/kernel/durations.ts';

const run = promisify(execFile);

/** MB that the stack's own process holds, and the engine of its table. */
export type Held = { stack: number; engine: number };

/** The smallest heap within a minute; anything above it is garbage that was collected later. */
export type MinuteHeld = Held & { minute: number };

/** Milliseconds between two looks. */
const SAMPLE_INTERVAL_MS = 2000;

/** How much more than in the second minute may be held in the last. The first one is for warming up. */
const TOLERATED_GROWTH = 0.3;

type Process = { pid: number; parent: number; megabytes: number; name: string };

const processes = async (): Promise<Process[]> => {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,rss=,comm=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, kilobytes, command = ''] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined) return [];
    return [
      {
        pid: Number(pid),
        parent: Number(parent),
        megabytes: Number(kilobytes) / 1024,
        name: path.basename(command),
      },
    ];
  });
};

const heldBy = async (root: number): Promise<Held> => {
  const all = await processes();
  const below = (pid: number): Process[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
  const engine = below(root).find(({ name }) => name === 'dynoxide');
  return { stack: all.find(({ pid }) => pid === root)?.megabytes ?? 0, engine: engine?.megabytes ?? 0 };
};

/**
 * Looks again and again at how much memory a stack holds.
 * @param root the stack's process
 * @returns what ends it, with the whole minutes that have passed
 */
export const watchMemory = (root: number): (() => Promise<MinuteHeld[]>) => {
  const start = Date.now();
  const minutes: MinuteHeld[] = [];
  const look = async (): Promise<void> => {
    const held = await heldBy(root);
    const index = Math.floor((Date.now() - start) / MINUTE_MS);
    const before = minutes[index] ?? { stack: Infinity, engine: Infinity };
    minutes[index] = {
      minute: index + 1,
      stack: Math.min(before.stack, held.stack),
      engine: Math.min(before.engine, held.engine),
    };
  };
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, SAMPLE_INTERVAL_MS);
  return async () => {
    clearInterval(timer);
    await looking;
    return minutes.slice(0, Math.floor((Date.now() - start) / MINUTE_MS));
  };
};

/** @returns by how much more was held in the last minute than in the second, as a fraction; none in less than three */
export const growthOf = (minutes: readonly MinuteHeld[], part: keyof Held): number | undefined => {
  const [, second] = minutes;
  const last = minutes.at(-1);
  return second && last && last.minute > second.minute ? last[part] / second[part] - 1 : undefined;
};

/** The stack's own process alone is judged: the engine is a stand-in, and caches what it keeps on disk. */
export const isLeak = (minutes: readonly MinuteHeld[]): boolean =>
  (growthOf(minutes, 'stack') ?? 0) > TOLERATED_GROWTH;
