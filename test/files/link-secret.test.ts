import { randomUUID } from 'node:crypto';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { type LinkSecret, linkSecretsUnder } from '../../shared/files/link-secret.ts';

const store = mockClient(SSMClient);
/** What was read stays cached, so that each test has names of its own. */
let prefix: string;
let secretOf: LinkSecret;
const [NEW, OLD] = ['the new secret of the links', 'the old secret of the links'];

const holds = (Value: string) =>
  store
    .on(GetParameterCommand, { Name: `${prefix}/acme/links`, WithDecryption: true })
    .resolves({ Parameter: { Value } });

beforeEach(() => {
  store.reset();
  prefix = `/scrip/test-${randomUUID()}/agencies`;
  secretOf = linkSecretsUnder(prefix);
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
  store.on(GetParameterCommand).rejects(new ParameterNotFound({ message: 'none', $metadata: {} }));
  expect(await secretOf('nobody')).toBeUndefined();
});

test('an unreadable secret is an error, not a missing one', async () => {
  store
    .on(GetParameterCommand)
    .rejects(Object.assign(new Error('denied'), { name: 'AccessDeniedException' }));
  await expect(secretOf('acme')).rejects.toThrow('denied');
});
