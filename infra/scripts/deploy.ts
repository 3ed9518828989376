import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { STSClient } from '@aws-sdk/client-sts';
import { App } from 'aws-cdk-lib';
import { readSettings, SettingsError } from '../settings.ts';
import { readDeployed } from './deploy/deployed.ts';
import { preflight } from './deploy/preflight.ts';

const usage = `usage: npm run deploy -- <stage> [--yes] [--at-once] [--change-guarded-settings]

Deploys the stage of stages/<stage>.json: looks whether it can, shows what would change, asks, deploys, and checks the result.
--at-once gives everybody the new version at once instead of a tenth for ten minutes. With SCRIP_API_KEY, a key of a test agency, the check also spends a credit.
`;

const project = path.join(import.meta.dirname, '..', '..');

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Runs a program of the project in this terminal. @returns its exit code */
const run = async (program: string, args: readonly string[]): Promise<number> => {
  const bin = path.join(project, 'node_modules', '.bin', program);
  const child = spawn(bin, args, { cwd: project, stdio: 'inherit' });
  await once(child, 'close');
  return child.exitCode ?? 1;
};

const confirm = async (question: string): Promise<boolean> => {
  if (!process.stdin.isTTY) {
    say('Nobody can be asked here: add --yes to deploy without asking.');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
};

type Options = { isAgreed: boolean; isAtOnce: boolean; mayChange: boolean };

const deploy = async (stage: string, { isAgreed, isAtOnce, mayChange }: Options): Promise<number> => {
  if (!existsSync(path.join(project, 'stages', `${stage}.json`))) {
    say(`There is no stages/${stage}.json. Begin with a copy of one in stages/examples.`);
    return 2;
  }
  const settings = readSettings(new App({ context: { stage } }).node);
  const cloudFormation = new CloudFormationClient({});
  const clients = { cloudFormation, sts: new STSClient({}), lambda: new LambdaClient({}) };
  const findings = await preflight(settings, clients, { mayChange });
  for (const { stops, text } of findings) say(`${stops ? 'STOP' : 'note'}  ${text}`);
  if (findings.some(({ stops }) => stops)) return 1;

  // Synthesized once: what is shown is what is deployed.
  const assembly = path.join('.local', 'deploy', stage);
  const synthesized = await run('cdk', [
    'synth',
    '--quiet',
    '--output',
    assembly,
    '-c',
    `stage=${stage}`,
    ...(isAtOnce ? ['-c', 'rollout=at-once'] : []),
  ]);
  if (synthesized !== 0) return synthesized;
  const shown = await run('cdk', ['diff', '--app', assembly]);
  if (shown !== 0) return shown;
  if (!isAgreed && !(await confirm(`Deploy ${stage}?`))) return 1;
  const deployed = await run('cdk', ['deploy', '--app', assembly, '--require-approval', 'never']);
  if (deployed !== 0) return deployed;

  const stack = await readDeployed(cloudFormation, `scrip-${stage}`);
  const { PortalUrl = '', ApiUrl = '' } = stack?.outputs ?? {};
  const closed = settings.originKeys.length > 0 ? ['--closed', ApiUrl] : [];
  return await run('node', ['infra/scripts/smoke.ts', '--url', PortalUrl, ...closed]);
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    yes: { type: 'boolean', default: false },
    'at-once': { type: 'boolean', default: false },
    'change-guarded-settings': { type: 'boolean', default: false },
  },
});
const [stage, ...others] = positionals;
if (stage === undefined || others.length > 0) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await deploy(stage, {
      isAgreed: values.yes,
      isAtOnce: values['at-once'],
      mayChange: values['change-guarded-settings'],
    });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}
