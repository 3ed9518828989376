import { globSync } from 'node:fs';
import { closureOf, importsOf, isOfTypes, project, sourceOf } from './sources.ts';

/** By what a test file starts, the cheapest first; `mocks` are set apart from all of them. */
export const projects = ['unit', 'local', 'table', 'contract', 'mocks', 'e2e', 'web', 'iam'] as const;

export type Project = (typeof projects)[number];

/** Modules that open a socket or start a process. */
const STARTS = /^node:(?:child_process|http|https|net|worker_threads)$|^(?:esbuild|fauxqs|@scrip\/sandbox)$/;

/** What may start something just by being imported by a test; the service's own code does nothing before it is called. */
const OURS = /^(?:test|infra|packages)\//;

const starts = (file: string): boolean =>
  importsOf(file).some((loaded) => STARTS.test(loaded.target) && !isOfTypes(loaded));

const asksForTable = (file: string): boolean =>
  /\binject\('(?:dynamoDbEndpoint|tableName)'\)/.test(sourceOf(file));

/** Replaces a module, the environment, the clock or a client's class for whatever runs in the same process. */
const MOCKS = /\bvi\.(?:mock|stubEnv|resetModules|useFakeTimers)\(|\bmockClient\([A-Z]/;

const mocks = (file: string): boolean => MOCKS.test(sourceOf(file));

/**
 * Which project a test file belongs to: what mocks, itself or by a helper, needs a process of its own; contracts and
 * tests of whole stacks have folders of their own; any other file belongs where it gets what it, or a helper that it
 * imports, asks for.
 * @param file from the project's root
 */
export const projectOf = (file: string): Project => {
  const loaded = closureOf(file, OURS).filter((one) => one.endsWith('.ts'));
  if (loaded.some(mocks)) return 'mocks';
  const [, folder] = /^test\/(contract|e2e|web|iam)\//.exec(file) ?? [];
  const byFolder = projects.find((name) => name === folder);
  if (byFolder) return byFolder;
  if (loaded.some(asksForTable)) return 'table';
  return loaded.some(starts) ? 'local' : 'unit';
};

/** The test files of each project. */
export const testFiles = (): Record<Project, string[]> => {
  const sorted: Record<Project, string[]> = {
    unit: [],
    local: [],
    table: [],
    contract: [],
    mocks: [],
    e2e: [],
    web: [],
    iam: [],
  };
  for (const file of globSync('test/**/*.test.ts', { cwd: project })) sorted[projectOf(file)].push(file);
  return sorted;
};
