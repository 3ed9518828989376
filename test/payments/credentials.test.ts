import { clearCaches } from '@aws-lambda-powertools/parameters';
import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { credentialsUnder } from '../../shared/payments/credentials.ts';

const manager = mockClient(SecretsManagerClient);
const credentials = credentialsUnder('scrip/test/agencies');

const holds = (name: string, value: unknown) =>
  manager
    .on(GetSecretValueCommand, { SecretId: `scrip/test/agencies/${name}` })
    .resolves({ SecretString: JSON.stringify(value) });

beforeEach(() => {
  manager.reset();
  clearCaches();
});

test('an agency’s secrets are read from their own places, and once', async () => {
  holds('acme/providers', { stripe: { secretKey: 'sk_1' } });
  holds('acme/webhooks', { stripe: ['whsec_1', 'whsec_2'] });
  expect(await credentials.providers('acme')).toEqual({ stripe: { secretKey: 'sk_1' } });
  expect(await credentials.webhooks('acme')).toEqual({ stripe: ['whsec_1', 'whsec_2'] });
  await credentials.providers('acme');
  expect(manager.commandCalls(GetSecretValueCommand)).toHaveLength(2);
});

test('an agency without the secret has no providers', async () => {
  manager
    .on(GetSecretValueCommand)
    .rejects(new ResourceNotFoundException({ message: 'none', $metadata: {} }));
  expect(await credentials.providers('nobody')).toEqual({});
  expect(await credentials.webhooks('nobody')).toEqual({});
});

test('a secret that can not be read is an error, not an agency without one', async () => {
  manager
    .on(GetSecretValueCommand)
    .rejects(Object.assign(new Error('denied'), { name: 'AccessDeniedException' }));
  await expect(credentials.providers('acme')).rejects.toThrow('denied');
});

test('a secret in another shape is an error', async () => {
  holds('acme/providers', { stripe: { key: 'sk_1' } });
  await expect(credentials.providers('acme')).rejects.toThrow('secretKey');
});
