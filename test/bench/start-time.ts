import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../infra/local/ports.ts';
import type { Figure } from './figure.ts';

const project = path.join(import.meta.dirname, '..', '..');
const BUDGET_S = 5;
/** The kernel counts processor time in hundredths of a second (proc(5), USER_HZ). */
const TICKS_PER_SECOND = 100;
const NAME = 'npm start again, nothing changed: processor time to ready';

type Process = { pid: number; parent: number; ticks: number };

const processes = (): Process[] =>
  readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // What follows the name in brackets, which may contain anything: state, parent, …, utime, stime, cutime, cstime.
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      return [{ pid: Number(name), parent: Number(fields[1]), ticks }];
    } catch {
      // It has ended meanwhile; its parent counts its time.
      return [];
    }
  });

/** @returns seconds that the process and all below it have taken */
const processorTime = (root: number): number => {
  const all = processes();
  const tree = new Set([root]);
  // A set that grows while it is walked is walked to its end.
  for (const pid of tree) for (const one of all) if (one.parent === pid) tree.add(one.pid);
  return all.filter(({ pid }) => tree.has(pid)).reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;
};

const start = async (directory: string, port: number): Promise<number> => {
  const child = spawn('npm', ['start'], {
    cwd: project,
    env: { ...process.env, SCRIP_DATA: directory, SCRIP_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.includes('Scrip is ready.')) break;
  }
  const seconds = processorTime(child.pid ?? 0);
  child.kill('SIGINT');
  await ended;
  return seconds;
};

/** What the second start costs: the first one builds. */
export const startTime = async (): Promise<Figure> => {
  if (!existsSync('/proc/self/stat'))
    return { figure: NAME, value: 'not measured on this system', measured: {} };
  const directory = await mkdtemp(path.join(tmpdir(), 'scrip-bench-'));
  // The template carries the port: on another one, something has changed.
  const port = await freePort();
  await start(directory, port);
  const seconds = await start(directory, port);
  await rm(directory, { recursive: true });
  return {
    figure: NAME,
    value: `${seconds.toFixed(1)} s`,
    budget: `<= ${BUDGET_S} s`,
    met: seconds <= BUDGET_S,
    measured: { processorSeconds: seconds },
  };
};
