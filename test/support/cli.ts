import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { PATIENCE } from './patience.ts';
import { project } from './sources.ts';

const program = path.join(project, 'packages', 'cli', 'bin', 'scrip.mjs');

/** What a developer at an agency may do. */
export const AGENCY_SCOPE = 'agency:read agency:write';

export type Ended = { code: number | null; stdout: string; stderr: string };

/**
 * The command line as somebody at a terminal would use it: processes with a folder of configuration that lasts for the
 * test, and no terminal.
 */
export const cliFor = (more: Record<string, string> = {}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'scrip-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: folder, XDG_CONFIG_HOME: folder, ...more };

  const start = (args: readonly string[], { input = '' }: { input?: string } = {}) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: folder, env, stdio: 'pipe' });
    const ended: Ended = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (ended.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (ended.stderr += chunk.toString()));
    child.stdin.end(input);
    const closed = new Promise<Ended>((resolve) => {
      child.on('close', (code) => resolve({ ...ended, code }));
    });
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await closed;
    });
    return {
      output: ended,
      closed,
      end: (signal: NodeJS.Signals) => {
        child.kill(signal);
        return closed;
      },
      /** Waits until one of its streams shows this. */
      shows: (text: string | RegExp) =>
        vi.waitFor(() => expect(ended.stdout + ended.stderr).toMatch(text), PATIENCE),
    };
  };

  return {
    folder,
    start,
    /** Runs a command line to its end. */
    run: (args: readonly string[], options: { input?: string } = {}) => start(args, options).closed,
  };
};
