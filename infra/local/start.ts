import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { agencyId } from '../../shared/kernel/ids.ts';
import { checkDataVersion } from './data-version.ts';
import { lockDirectory } from './directory-lock.ts';
import {
  agenciesWithSecrets,
  prepareSecrets,
  sandboxAccounts,
  type SandboxKeys,
} from './seed/local-secrets.ts';
import { createLog, watched } from './log.ts';
import { LOOPBACK, requirePort } from './ports.ts';
import { startSandbox } from '@scrip/sandbox';
import { placeOf } from './seed/place.ts';
import { seed, seedFiles } from './seed/seed.ts';
import { shutDownWith } from './shutdown.ts';
import { personOf } from './sign-in/people.ts';
import { type Stack, startStack } from './stack.ts';
import { StartupError } from './startup-error.ts';
import { step } from './step.ts';
import { synthesize } from './template/synth.ts';
import { welcome } from './welcome.ts';

const AGENCIES = ['demo', 'other'];
const AUDIENCE = 'scrip';

const project = join(import.meta.dirname, '..', '..');
const directory = resolve(process.env['SCRIP_DATA'] ?? join(project, '.local'));
const secretsFile = join(directory, 'secrets.json');

const readPorts = () => {
  const base = Number(process.env['SCRIP_PORT'] ?? 4100);
  if (!Number.isInteger(base) || base < 1024 || base > 65_526)
    throw new StartupError(
      'SCRIP_PORT must be a number from 1024 to 65526. Scrip uses this port and the next nine',
    );
  return {
    api: base,
    issuer: base + 1,
    sandbox: base + 2,
    dynamoDb: base + 3,
    sqs: base + 4,
    secretsManager: base + 5,
    eventBridge: base + 6,
    iamProxy: base + 7,
    site: base + 8,
    parameterStore: base + 9,
  };
};

const readOptions = () => {
  try {
    return parseArgs({
      options: {
        agency: { type: 'string', multiple: true, default: [] },
        empty: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    throw new StartupError('The options are --agency <id>, and --empty for agencies without demo customers', {
      cause,
    });
  }
};

/** Agencies with provider keys: the seeded ones, those of earlier starts, and those that `--agency` names. */
const readAgencies = (named: readonly string[]): Set<string> => {
  for (const agency of named)
    if (!agencyId.safeParse(agency).success)
      throw new StartupError(`--agency ${agency}: use 1 to 64 letters, digits, "-" and "_"`);
  return new Set([...AGENCIES, ...agenciesWithSecrets(secretsFile), ...named]);
};

const at = (port: number): string => `http://${LOOPBACK}:${port}`;

/** What to end, the last started first. */
const ending: (() => Promise<void>)[] = [];

const endAll = async (): Promise<void> => {
  for (let end = ending.pop(); end; end = ending.pop()) await end();
};

/** Waits for what is being started, also where it is to end meanwhile: halfway it could not be ended. */
const started = async <Part extends { stop: () => Promise<void> }>(
  starting: Promise<Part>,
): Promise<Part> => {
  ending.push(async () => {
    // What failed to start has ended by itself.
    const part = await starting.catch(() => undefined);
    await part?.stop();
  });
  return await starting;
};

/** Only a first start needs the domain's code in this process. */
const tellHistory = async (stack: Stack, sandboxUrl: string, keys: readonly SandboxKeys[]): Promise<void> => {
  const { seedHistory } = await import('./seed/history/history.ts');
  await seedHistory({ ...placeOf(stack), sandboxUrl, keys });
};

const start = async (): Promise<void> => {
  const ports = readPorts();
  const { agency: named, empty: isEmpty } = readOptions();
  const agencies = readAgencies(named);
  await Promise.all(Object.entries(ports).map(([purpose, port]) => requirePort(port, purpose)));
  lockDirectory(directory);
  checkDataVersion(directory);
  const { log, silence } = watched(createLog());
  const keys = prepareSecrets(secretsFile, [...agencies], at(ports.sandbox));
  const { assembly } = await step(
    'Building the template and the Lambdas',
    () =>
      synthesize(`start-${ports.api}`, {
        stage: 'local',
        issuer: at(ports.issuer),
        audience: AUDIENCE,
        corsOrigins: '*',
        endpointNetworks: '127.0.0.0/8',
        portalAgency: 'demo',
        portalUrl: `${at(ports.site)}/a/{agency}/`,
      }),
    ({ isNew }) => (isNew ? 'Done' : 'Nothing has changed since they were built'),
  );
  const { stack, sandbox, isNew } = await step(
    'Starting the engines, the Lambdas and the sandbox',
    async () => {
      const running = await started(startStack({ assembly, directory, ports, secretsFile, log }));
      const isFirst = await seed({ ...placeOf(running), portal: running.site });
      if (isFirst) await seedFiles(placeOf(running));
      const providers = await started(
        startSandbox({
          port: ports.sandbox,
          dataDir: join(directory, 'sandbox'),
          ...sandboxAccounts(keys, running.api),
        }),
      );
      await running.warmUp();
      return { stack: running, sandbox: providers, isNew: isFirst };
    },
  );
  if (isNew && !isEmpty)
    await step('Telling eight weeks of demo customers', async () => {
      await tellHistory(stack, sandbox.url, keys);
      // What the customers did is published afterwards, and would push the addresses off the screen.
      await silence({ forMs: 600, atMostMs: 10_000 });
    });

  const tokenOf = (login: string) => stack.mint(personOf(login).claims);
  const { text, description } = welcome({
    portal: `${stack.site}/`,
    console: `${stack.site}/console`,
    api: stack.api,
    issuer: at(ports.issuer),
    sandbox: sandbox.url,
    events: `${stack.endpoints.eventBridge}/events`,
    client: await tokenOf('alice'),
    admin: await tokenOf('admin'),
    reviewer: await tokenOf('reviewer'),
    finance: await tokenOf('finance'),
  });
  writeFileSync(join(directory, 'stack.json'), `${JSON.stringify(description, null, 2)}\n`, { mode: 0o600 });
  process.stdout.write(text);
};

const isStopping = shutDownWith(endAll);
try {
  await start();
} catch (error) {
  if (!isStopping()) {
    console.error(error instanceof StartupError ? error.message : error);
    await endAll();
    process.exit(1);
  }
}
