// Plain JavaScript that Node 18 reads too: it runs before anything is installed, type checkers included.
/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-return */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @returns {Record<string, { version?: string, optional?: boolean }>} what a lockfile lists, by its path */
const packagesOf = (lockfile) => JSON.parse(readFileSync(join(project, lockfile), 'utf8')).packages;

/** Compares what is installed with what is locked; optional packages of other platforms may be missing. */
const isInstalled = () => {
  try {
    const installed = packagesOf('node_modules/.package-lock.json');
    return Object.entries(packagesOf('package-lock.json')).every(
      ([path, { version, optional }]) =>
        path === '' || (optional && !installed[path]) || installed[path]?.version === version,
    );
  } catch {
    return false;
  }
};

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  console.error(`Scrip needs Node ${OLDEST_NODE} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
if (!isInstalled()) {
  console.log('Installing dependencies …');
  const begun = performance.now();
  const { status } = spawnSync('npm', ['ci', '--loglevel=error'], { cwd: project, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
  console.log(`  Done, ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}
