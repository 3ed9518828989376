import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';

const project = join(import.meta.dirname, '..', '..');
const ownBuilds = join(project, '.local', 'build');

/** Builds of one name that stay, by their last use: who goes back and forth between two branches waits for neither. */
const MAX_KEPT_BUILDS = 3;

/**
 * What a build depends on, as one short text.
 * @param files from the project's root: their names and their content count
 * @param options all other inputs of the build
 */
export const contentKey = (files: string[], options: unknown): string => {
  const hash = createHash('sha256').update(JSON.stringify(options));
  for (const file of files.toSorted()) hash.update(`\0${file}\0`).update(readFileSync(join(project, file)));
  return hash.digest('hex').slice(0, 16);
};

const prune = (builds: string, name: string): void => {
  const lastUse = (build: string): number => statSync(join(builds, build)).mtimeMs;
  const old = readdirSync(builds)
    .filter((build) => build.startsWith(`${name}-`))
    .map((build) => ({ build, usedAt: lastUse(build) }))
    .toSorted((a, b) => b.usedAt - a.usedAt)
    .slice(MAX_KEPT_BUILDS);
  for (const { build } of old) rmSync(join(builds, build), { recursive: true, force: true });
};

/**
 * Builds a directory, or finds the one that was built under this key before. Processes that build at once don't get into
 * each other's way: a build appears whole, under its name, or not at all.
 * @param name of what is built; older builds of that name go
 * @param build fills the directory that it is given; when it throws, nothing is left of it
 * @param builds the directory of all builds
 * @returns the directory, to be read only
 */
export const buildOnce = async (
  name: string,
  key: string,
  build: (directory: string) => Promise<void>,
  builds = ownBuilds,
): Promise<string> => {
  const built = join(builds, `${name}-${key}`);
  if (existsSync(built)) {
    const now = new Date();
    utimesSync(built, now, now);
    return built;
  }
  const growing = join(builds, `.${name}-${randomUUID()}`);
  mkdirSync(growing, { recursive: true });
  try {
    await build(growing);
    // Somebody else may have been faster: what they built is the same.
    if (!existsSync(built)) renameSync(growing, built);
  } finally {
    rmSync(growing, { recursive: true, force: true });
  }
  prune(builds, name);
  return built;
};
