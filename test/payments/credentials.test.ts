import {
  DescribeParametersCommand,
  GetParameterCommand,
  ParameterNotFound,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { randomUUID } from 'node:crypto';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { log } from '../../shared/kernel/log.ts';
import { isRetryable } from '../../shared/kernel/retryable.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { type AgencySecrets, secretsUnder } from '../../shared/payments/agency-secrets.ts';
import { connectWith, verifiersWith } from '../../shared/payments/connect.ts';
import { paypalCredentials, paypalWebhooks } from '../../shared/payments/paypal/credentials.ts';
import { providers } from '../../shared/payments/providers.ts';

vi.mock('../../shared/kernel/metrics.ts');

const store = mockClient(SSMClient);
const missing = new ParameterNotFound({ message: 'none', $metadata: {} });
/** What was read stays cached, so that each test has names of its own. */
let prefix: string;
let credentials: AgencySecrets;

const holdsText = (name: string, Value: string) =>
  store
    .on(GetParameterCommand, { Name: `${prefix}/${name}`, WithDecryption: true })
    .resolves({ Parameter: { Value } });
const holds = (name: string, value: unknown) => holdsText(name, JSON.stringify(value));

beforeEach(() => {
  store.reset();
  prefix = `/scrip/test-${randomUUID()}/agencies`;
  credentials = secretsUnder(prefix);
});
afterEach(() => void vi.useRealTimers());

test('an agency’s secrets are read from their own names, once', async () => {
  holds('acme/providers', { stripe: { secretKey: 'sk_1' } });
  holds('acme/webhooks', { stripe: ['whsec_1', 'whsec_2'] });
  expect(await credentials.providers('acme')).toEqual({ stripe: { secretKey: 'sk_1' } });
  expect(await credentials.webhooks('acme')).toEqual({ stripe: ['whsec_1', 'whsec_2'] });
  await credentials.providers('acme');
  expect(store.commandCalls(GetParameterCommand)).toHaveLength(2);
});

test('a rotated secret is used within five minutes, without a restart, and is read no sooner', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  holds('acme/webhooks', { stripe: ['whsec_old'] });
  expect(await credentials.webhooks('acme')).toEqual({ stripe: ['whsec_old'] });
  holds('acme/webhooks', { stripe: ['whsec_new', 'whsec_old'] });
  vi.setSystemTime(Date.now() + 299_000);
  expect(await credentials.webhooks('acme')).toEqual({ stripe: ['whsec_old'] });
  vi.setSystemTime(Date.now() + 2000);
  expect(await credentials.webhooks('acme')).toEqual({ stripe: ['whsec_new', 'whsec_old'] });
});

test('an agency without the secret has no providers', async () => {
  store.on(GetParameterCommand).rejects(missing);
  expect(await credentials.providers('nobody')).toEqual({});
  expect(await credentials.webhooks('nobody')).toEqual({});
});

test.each([
  ['a minute', 'providers', 60_000],
  ['five minutes, like an existing one, where anybody may ask', 'webhooks', 300_000],
] as const)('a missing secret is cached for %s', async (_, kind, ttl) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  store.on(GetParameterCommand).rejects(missing);
  await credentials[kind]('newcomer');
  holds(`newcomer/${kind}`, { stripe: 'there' });
  vi.setSystemTime(Date.now() + ttl - 1000);
  expect(await credentials[kind]('newcomer')).toEqual({});
  expect(store.commandCalls(GetParameterCommand)).toHaveLength(1);
  vi.setSystemTime(Date.now() + 2000);
  expect(await credentials[kind]('newcomer')).toEqual({ stripe: 'there' });
});

describe('made-up agencies', () => {
  /** Calls of Parameter Store so far. */
  const asked = () => ({
    reads: store.commandCalls(GetParameterCommand).length,
    lists: store.commandCalls(DescribeParametersCommand).length,
  });
  const floodOf = async ({ webhooks }: AgencySecrets, names: number, first = 0) => {
    for (let index = first; index < first + names; index += 1)
      expect(await webhooks(`made-up-${index}`)).toEqual({});
  };
  let secrets: AgencySecrets;
  beforeEach(() => {
    secrets = secretsUnder(prefix);
    store
      .on(GetParameterCommand)
      .rejects(missing)
      .on(DescribeParametersCommand)
      .resolvesOnce({ Parameters: [{ Name: `${prefix}/acme/webhooks` }], NextToken: 'more' })
      .resolves({ Parameters: [{ Name: `${prefix}/late/webhooks` }] });
  });

  test('cost 20 reads a minute and one list, however many they are', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await floodOf(secrets, 2000);
    expect(asked()).toEqual({ reads: 20, lists: 2 });
    vi.setSystemTime(Date.now() + 61_000);
    await floodOf(secrets, 2000, 2000);
    expect(asked()).toEqual({ reads: 40, lists: 3 });
  });

  test('never lock out a real agency, seen before or not', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    for (const agency of ['early', 'acme', 'late']) holds(`${agency}/webhooks`, { stripe: [agency] });
    expect(await secrets.webhooks('early')).toEqual({ stripe: ['early'] });
    vi.setSystemTime(Date.now() + 301_000);
    await floodOf(secrets, 100);
    for (const agency of ['early', 'acme', 'late'])
      expect(await secrets.webhooks(agency)).toEqual({ stripe: [agency] });
    await floodOf(secrets, 100, 100);
    expect(asked()).toEqual({ reads: 1 + 20 + 3, lists: 2 });
  });

  test('get no answer while the list is unreadable, and the list is read again', async () => {
    store
      .on(DescribeParametersCommand)
      .rejectsOnce(new Error('throttled'))
      .resolves({ Parameters: [{ Name: `${prefix}/acme/webhooks` }] });
    holds('acme/webhooks', { stripe: ['acme'] });
    await floodOf(secrets, 20, 5000);
    await expect(secrets.webhooks('acme')).rejects.toThrow('throttled');
    expect(await secrets.webhooks('acme')).toEqual({ stripe: ['acme'] });
  });
});

test('an unreadable secret is an error, not a missing one', async () => {
  store
    .on(GetParameterCommand)
    .rejects(Object.assign(new Error('denied'), { name: 'AccessDeniedException' }));
  await expect(credentials.providers('acme')).rejects.toThrow('denied');
});

test('throttling is an error that may be retried, not a missing secret', async () => {
  const throttled = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
  store.on(GetParameterCommand).rejectsOnce(throttled);
  const refused: unknown = await credentials.providers('acme').catch((error: unknown) => error);
  expect(isRetryable(refused)).toBe(true);
  holds('acme/providers', { stripe: { secretKey: 'sk_1' } });
  expect(await credentials.providers('acme')).toEqual({ stripe: { secretKey: 'sk_1' } });
});

test('an invalid secret is logged without its content, counted, and causes no crash', async () => {
  const noted = vi.spyOn(log, 'error');
  holdsText('acme/providers', '["sk_secret"]');
  holdsText('other/providers', '{"stripe": sk_secret');
  expect(await credentials.providers('acme')).toEqual({});
  expect(await credentials.providers('other')).toEqual({});
  expect(noted.mock.calls).toEqual([
    ['secret invalid', { secret: `${prefix}/acme/providers` }],
    ['secret invalid', { secret: `${prefix}/other/providers` }],
  ]);
  expect(count).toHaveBeenCalledTimes(2);
});

const paypalApp = { clientId: 'client', clientSecret: 'secret' };

test('an invalid part of a secret is logged without its content, counted, and does not affect the other provider', async () => {
  const noted = vi.spyOn(log, 'error');
  holds('acme/providers', { stripe: { key: 'sk_secret' }, paypal: paypalApp, cash: 'in hand' });
  holds('acme/webhooks', { stripe: 'whsec_1' });
  const connect = connectWith(providers, credentials);
  expect(await connect('acme', 'stripe')).toBeUndefined();
  expect(await connect('acme', 'paypal')).toMatchObject({ capturesWhenAsked: true });
  const verify = await verifiersWith(providers, credentials)('acme', 'stripe');
  const delivery = { body: Buffer.from('{}'), headers: { 'stripe-signature': 't=1,v1=00' } };
  expect(await verify(delivery, Date.now())).toBe('unsigned');
  expect(noted.mock.calls).toEqual([
    ['secret invalid', { agency: 'acme', provider: 'stripe' }],
    ['secret invalid', { agency: 'acme', provider: 'stripe' }],
  ]);
  expect(count).toHaveBeenCalledTimes(2);
});

test('calls go to PayPal itself unless the secret names another base URL', () => {
  expect(paypalCredentials.parse(paypalApp)).toEqual({ ...paypalApp, apiBase: 'https://api-m.paypal.com' });
  const local = { ...paypalApp, apiBase: 'http://127.0.0.1:4102/paypal/' };
  expect(paypalCredentials.parse(local)).toEqual({ ...local, apiBase: 'http://127.0.0.1:4102/paypal' });
});

test('PayPal’s webhooks are recognized by their ids', () => {
  const webhookIds = ['1JE4291016473214C', 'NEW'];
  expect(paypalWebhooks.parse({ webhookIds })).toEqual({ webhookIds });
  const certificateBase = 'http://127.0.0.1:4102/paypal';
  const local = { webhookIds: ['OLD'], certificateBase: `${certificateBase}/` };
  expect(paypalWebhooks.parse(local)).toEqual({ webhookIds: ['OLD'], certificateBase });
});

test.each([['WEBHOOK_ID'], ['a|b'], ['']])(
  'an invalid webhook id, such as the simulator’s, verifies nothing: %s',
  (id) => {
    expect(paypalWebhooks.safeParse({ webhookIds: [id] }).success).toBe(false);
  },
);
