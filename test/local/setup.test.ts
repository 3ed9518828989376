import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { project } from '../support/sources.ts';
import { temporaryDirectory } from './assembly-fixture.ts';

const pinned = z
  .object({ optionalDependencies: z.object({ '@dynoxide/linux-x64': z.string() }) })
  .parse(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))).optionalDependencies[
  '@dynoxide/linux-x64'
];

/** A copy of what the set-up reads, where nothing is installed. */
const freshClone = async (): Promise<string> => {
  const clone = await temporaryDirectory();
  mkdirSync(join(clone, 'infra', 'local'), { recursive: true });
  for (const file of ['package-lock.json', 'infra/local/setup.mjs'])
    copyFileSync(join(project, file), join(clone, file));
  return clone;
};

/** Runs the set-up as on another platform, where `npm` notes what it is asked for and ends with this status. */
const setUpOn = async (
  platform: string,
  npmStatus: number,
  env: Record<string, string> = {},
  clone = project,
) => {
  const directory = await temporaryDirectory();
  const asked = join(directory, 'asked');
  writeFileSync(join(directory, 'npm'), `#!/bin/sh\necho "$@" >> ${asked}\nexit ${npmStatus}\n`);
  chmodSync(join(directory, 'npm'), 0o755);
  const [os, cpu] = platform.split('-');
  const pretend = `for (const [name, value] of [['platform', '${os}'], ['arch', '${cpu}']]) Object.defineProperty(process, name, { value })`;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${pretend}`, join(clone, 'infra', 'local', 'setup.mjs')],
    { env: { PATH: `${directory}:/bin:/usr/bin`, ...env }, encoding: 'utf8' },
  );
  return { status, stderr, asked: existsSync(asked) ? readFileSync(asked, 'utf8') : '' };
};

const NO_ENGINE = (platform: string) =>
  `Scrip has no DynamoDB engine for ${platform}. Set DYNAMODB_ENDPOINT to a running DynamoDB Local, or put dynoxide on the PATH, then try again.\n`;

test('a platform missing from the lockfile gets its own engine at the pinned version', async () => {
  expect(await setUpOn('darwin-arm64', 0)).toEqual({
    status: 0,
    stderr: '',
    asked: `install --no-save --no-audit --no-fund @dynoxide/darwin-arm64@${pinned} --loglevel=error\n`,
  });
});

test('if that package is unavailable, the set-up says what to do', async () => {
  expect(await setUpOn('linux-arm64', 1)).toMatchObject({ status: 1, stderr: NO_ENGINE('linux-arm64') });
});

test('a fresh clone asks the registry for a platform’s engine before it downloads anything', async () => {
  expect(await setUpOn('linux-arm64', 1, {}, await freshClone())).toEqual({
    status: 1,
    stderr: NO_ENGINE('linux-arm64'),
    asked: `view @dynoxide/linux-arm64@${pinned} version\n`,
  });
});

test('a platform without an engine is reported before anything is installed', async () => {
  expect(await setUpOn('sunos-x64', 0)).toEqual({ status: 1, stderr: NO_ENGINE('sunos-x64'), asked: '' });
});

test('with an engine already running none is installed', async () => {
  const env = { DYNAMODB_ENDPOINT: 'http://127.0.0.1:8000' };
  expect(await setUpOn('sunos-x64', 0, env)).toEqual({ status: 0, stderr: '', asked: '' });
});
