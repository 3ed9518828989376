// Plain JavaScript that Node 18 reads too: it runs before anything is installed, type checkers included.
/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-return */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @returns {Partial<Record<string, { version?: string, optional?: boolean }>>} what a lockfile lists, by its path */
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

/** What the table engine is published for. The lockfile can name only what its registry offers. */
const ENGINE_PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];
const platform = `${process.platform}-${process.arch}`;
const engine = `@dynoxide/${platform}`;

const hasOwnEngine = () =>
  Boolean(process.env.DYNAMODB_ENDPOINT) ||
  (process.env.PATH ?? '').split(delimiter).some((directory) => existsSync(join(directory, 'dynoxide')));

/** The version of all platforms' engines. */
const engineVersion = () => packagesOf('package-lock.json')['node_modules/@dynoxide/linux-x64'].version;
const engineSpec = () => `${engine}@${engineVersion()}`;

/** @returns {string | undefined} the engine's package with its version, where `npm ci` does not install it */
const missingEngine = () => {
  const installed = packagesOf('node_modules/.package-lock.json')[`node_modules/${engine}`];
  return installed?.version === engineVersion() ? undefined : engineSpec();
};

const NO_ENGINE =
  `Scrip has no DynamoDB engine for ${platform}. ` +
  'Set DYNAMODB_ENDPOINT to a running DynamoDB Local, or put dynoxide on the PATH, then try again.';

/** Runs npm, and ends with its failure. */
const npm = (doing, args, failure) => {
  console.log(`${doing} …`);
  const begun = performance.now();
  const { status } = spawnSync('npm', [...args, '--loglevel=error'], { cwd: project, stdio: 'inherit' });
  if (status !== 0) {
    if (failure) console.error(failure);
    process.exit(1);
  }
  console.log(`  Done, ${((performance.now() - begun) / 1000).toFixed(1)} s`);
};

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  console.error(`Scrip needs Node ${OLDEST_NODE} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
const needsEngine = !hasOwnEngine();
if (needsEngine && !ENGINE_PLATFORMS.includes(platform)) {
  console.error(NO_ENGINE);
  process.exit(1);
}
if (!isInstalled()) {
  // Asked before everything else is downloaded: the registry need not have every platform's engine.
  const isLocked = Boolean(packagesOf('package-lock.json')[`node_modules/${engine}`]);
  const isThere = () => spawnSync('npm', ['view', engineSpec(), 'version'], { cwd: project }).status === 0;
  if (needsEngine && !isLocked && !isThere()) {
    console.error(NO_ENGINE);
    process.exit(1);
  }
  npm('Installing dependencies', ['ci']);
}
const missing = needsEngine && missingEngine();
if (missing)
  npm(`Installing ${missing}`, ['install', '--no-save', '--no-audit', '--no-fund', missing], NO_ENGINE);
