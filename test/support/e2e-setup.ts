import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startIssuer } from '../../infra/local/aws/issuer.ts';
import { freePort } from '../../infra/local/ports.ts';
import { synthesize } from '../../infra/local/template/synth.ts';
import { firstPort } from './ports.ts';

/** What all e2e tests share. */
export type Deployment = {
  /** The cloud assembly that every test's stack runs from. */
  assembly: string;
  issuer: string;
  audience: string;
  /** The issuer's private key as a JWK, to sign any token that it might have issued. */
  keyFile: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    deployment: Deployment;
    /** The directory where each stack leaves what became of the permissions that the template grants. */
    grantsSeen?: string;
  }
}

const AUDIENCE = 'scrip';

/** Synthesizes what deploys, unless it is there from an earlier run, and starts the issuer that it trusts. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(path.join(tmpdir(), 'scrip-e2e-'));
  const keyFile = path.join(directory, 'signing-key.json');
  const port = await freePort(firstPort);
  // By its name this issuer is no part of a stack, so that stacks can run side by side and trust the same one.
  const issuer = `http://localhost:${port}`;
  const [running, { assembly }] = await Promise.all([
    startIssuer({ url: issuer, audience: AUDIENCE, keyFile }),
    synthesize('e2e', {
      stage: 'local',
      issuer,
      audience: AUDIENCE,
      corsOrigins: '*',
      endpointNetworks: '127.0.0.0/8',
    }),
  ]);
  project.provide('deployment', { assembly, issuer, audience: AUDIENCE, keyFile });
  const grantsSeen = path.join(directory, 'grants');
  await mkdir(grantsSeen);
  // To every project: what is there after all of these tests is looked at by another one.
  project.vitest.provide('grantsSeen', grantsSeen);
  return async () => {
    await running.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
