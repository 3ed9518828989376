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

test('every Lambda takes its credentials from its environment, and none has code that looks elsewhere', () => {
  const clients = bundlesWith(/(?:DynamoDB|SecretsManager)Client ?= ?class/);

  expect(clients.length).toBeGreaterThan(5);
  expect(bundlesWith(/CredentialsMissingError/)).toEqual(clients);
  expect(bundlesWith(/credential_process|sso_session/)).toEqual([]);
});

test('the webhooks have no table: whatever a provider loads, its client stays out', () => {
  const tables = bundlesWith(/DynamoDBClient ?= ?class/);

  expect(tables).toContain('payment-worker/index.cjs');
  expect(tables).not.toContain('webhooks/index.cjs');
});

test('every Lambda holds all packages that it loads', () => {
  // Of this one an error of the SDK only speaks.
  expect(bundlesWith(/\brequire\("@(?!aws-sdk\/signature-v4-crt)/)).toEqual([]);
});

test('bundles are ASCII: with one other character, a process holds two bytes for each of its code', () => {
  expect(bundlesWith(/[^\0-\x7f]/)).toEqual([]);
});
