import { clearCaches } from '@aws-lambda-powertools/parameters';
import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { linkSecretsUnder } from '../../shared/files/link-secret.ts';

const manager = mockClient(SecretsManagerClient);
const secretOf = linkSecretsUnder('scrip/test/agencies');
const [NEW, OLD] = ['the new secret of the links', 'the old secret of the links'];

const holds = (SecretString: string) =>
  manager
    .on(GetSecretValueCommand, { SecretId: 'scrip/test/agencies/acme/links' })
    .resolves({ SecretString });

beforeEach(() => {
  manager.reset();
  clearCaches();
});

test.each([
  ['a text', NEW],
  ['a list, of which the first signs', { signing: [NEW, OLD] }],
])('a secret can be %s', async (_, value) => {
  holds(JSON.stringify(value));
  expect(await secretOf('acme')).toBe(NEW);
});

test.each([
  ['no JSON', 'the new secret of the links'],
  ['too short', '"secret"'],
  ['an empty list', '{"signing":[]}'],
  ['of another form', '{"stripe":["whsec_1"]}'],
])('a secret that is %s counts as missing and causes no crash', async (_, text) => {
  holds(text);
  expect(await secretOf('acme')).toBeUndefined();
});

test('an agency without the secret gets none', async () => {
  manager
    .on(GetSecretValueCommand)
    .rejects(new ResourceNotFoundException({ message: 'none', $metadata: {} }));
  expect(await secretOf('nobody')).toBeUndefined();
});

test('an unreadable secret is an error, not a missing one', async () => {
  manager
    .on(GetSecretValueCommand)
    .rejects(Object.assign(new Error('denied'), { name: 'AccessDeniedException' }));
  await expect(secretOf('acme')).rejects.toThrow('denied');
});
