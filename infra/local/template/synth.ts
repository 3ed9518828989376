import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartupError } from '../startup-error.ts';

const cdk = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin', 'cdk');

/**
 * Runs `cdk synth`: the template and the bundles are then exactly those of a deployment with this context.
 * @param output the cloud assembly's directory
 */
export const synthesize = async (output: string, context: Record<string, string>): Promise<void> => {
  const options = Object.entries(context).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const command = [
    cdk(),
    'synth',
    '-q',
    '--output',
    output,
    '--no-notices',
    '--no-version-reporting',
    // `npm run check` validates; at every start it would cost 6 s of processor time.
    '--no-validation',
    ...options,
  ];
  const child = spawn(process.execPath, command, {
    cwd: join(import.meta.dirname, '..', '..', '..'),
    env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'close');
  if (child.exitCode !== 0) throw new StartupError(`cdk synth failed:\n${said.trim()}`);
};
