import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { verdictOf } from './dependency-audit.ts';

/** Milliseconds; a registry that is slower is as good as none. */
const AUDIT_TIMEOUT_MS = 60_000;

const { stdout } = spawnSync(
  'npm',
  ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=20000'],
  {
    cwd: path.join(import.meta.dirname, '..', '..'),
    encoding: 'utf8',
    timeout: AUDIT_TIMEOUT_MS,
  },
);
const { outcome, lines } = verdictOf(stdout);
process.stdout.write(`${lines.join('\n')}\n`);
if (outcome === 'vulnerable') process.exitCode = 1;
