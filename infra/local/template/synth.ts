import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildOnce, contentKey } from '../build-cache.ts';
import { StartupError } from '../startup-error.ts';

const project = join(import.meta.dirname, '..', '..', '..');

/** The files that a deployment is built from. The lockfile represents all installed packages. */
const sources = (): string[] =>
  globSync(
    [
      '{functions,infra,shared}/**/*.{ts,js,css}',
      'packages/client/src/**/*.ts',
      'packages/web/*.*',
      'packages/web/{console,public,src}/**/*.*',
      'docs/openapi.json',
      'cdk.json',
      'package.json',
      'package-lock.json',
    ],
    {
      cwd: project,
      exclude: ['infra/local/**', 'infra/scripts/**'],
    },
  );

const cdk = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin', 'cdk');

const runCdk = async (output: string, context: Record<string, string>): Promise<void> => {
  const options = Object.entries(context).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const command = [
    cdk(),
    'synth',
    '-q',
    '--output',
    output,
    '--no-notices',
    '--no-version-reporting',
    // `npm run check` validates; here it would cost 6 s of processor time.
    '--no-validation',
    ...options,
  ];
  const child = spawn(process.execPath, command, {
    cwd: project,
    env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await once(child, 'close');
  if (child.exitCode !== 0) throw new StartupError(`cdk synth failed:\n${printed.trim()}`);
  // Each Lambda's bundle is an asset of its own now, and so are the pages.
  for (const built of ['bundles', 'pages']) rmSync(join(output, built), { recursive: true });
};

/**
 * Runs `cdk synth`, unless it ran before on the same files: the template and the bundles are then exactly those of a
 * deployment with this context.
 * @param name of the stack that they are for: of those that run at once, each keeps what it was started with
 * @returns the cloud assembly's directory, and whether anything had to be built
 */
export const synthesize = async (
  name: string,
  context: Record<string, string>,
): Promise<{ assembly: string; isNew: boolean }> => {
  let isNew = false;
  const assembly = await buildOnce(name, contentKey(sources(), context), async (directory) => {
    isNew = true;
    await runCdk(directory, context);
  });
  return { assembly, isNew };
};
