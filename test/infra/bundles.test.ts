import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { bundleLambdas } from '../../infra/bundles.ts';

const folder = path.join(import.meta.dirname, '..', '..', '.local', 'contract', 'bundles');

beforeAll(async () => {
  await bundleLambdas(folder);
});

const bundlesWith = (text: RegExp): string[] =>
  globSync('*/index.cjs', { cwd: folder }).filter((file) =>
    text.test(readFileSync(path.join(folder, file), 'utf8')),
  );

test('every Lambda takes its credentials from its environment and bundles no other credential provider', () => {
  const clients = bundlesWith(/(?:DynamoDB|S3|SecretsManager|SSM)Client ?= ?class/);

  expect(clients.length).toBeGreaterThan(5);
  expect(bundlesWith(/CredentialsMissingError/)).toEqual(clients);
  expect(bundlesWith(/credential_process|sso_session/)).toEqual([]);
});

test('no Lambda reads files of profiles; only public reads files, those of its own bundle', () => {
  expect(bundlesWith(/\bnode:fs\/promises\b/)).toEqual(['public/index.cjs']);
});

test('the webhooks bundle contains no DynamoDB client', () => {
  const tables = bundlesWith(/DynamoDBClient ?= ?class/);

  expect(tables).toContain('payment-worker/index.cjs');
  expect(tables).not.toContain('webhooks/index.cjs');
});

test('only what signs events contains a client of Secrets Manager, and only what reads other secrets one of Parameter Store', () => {
  const inFolder = (name: string) => `${name}/index.cjs`;

  expect(bundlesWith(/SecretsManagerClient ?= ?class/).toSorted()).toEqual(
    ['agency', 'event-sender'].map(inFolder),
  );
  expect(bundlesWith(/SSMClient ?= ?class/).toSorted()).toEqual(
    ['checkout', 'payment-worker', 'reconciler', 'store', 'webhooks'].map(inFolder),
  );
});

test('every bundle contains all packages that it loads', () => {
  // Of the first, an error of the SDK only speaks. The second is left out: no operation of ours streams events.
  expect(bundlesWith(/\brequire\("@(?!aws-sdk\/signature-v4-crt|smithy\/core\/event-streams)/)).toEqual([]);
});

test('bundles are ASCII: one other character doubles the memory of the code', () => {
  expect(bundlesWith(/[^\0-\x7f]/)).toEqual([]);
});

test('no bundle imports a module of Node as an ES module, which would evaluate all that it exports', () => {
  expect(bundlesWith(/\bimport\(/)).toEqual([]);
});

/** zod calls this with each schema that it has built; it is how zod's own compiler hooks in. */
const COUNT_SCHEMAS = `
  let built = 0;
  globalThis.__zod_globalConfig = { postProcessor: () => { built += 1; } };
  require(process.argv[1]);
  console.log(built);
`;

test('the account Lambda starts without building the schemas of requests, answers and items', () => {
  const printed = execFileSync(
    process.execPath,
    ['--eval', COUNT_SCHEMAS, path.join(folder, 'account', 'index.cjs')],
    { env: { AWS_REGION: 'us-east-1', TABLE_NAME: 'somewhere' } },
  );

  expect(Number(printed)).toBeGreaterThan(0);
  expect(Number(printed)).toBeLessThan(50);
});
