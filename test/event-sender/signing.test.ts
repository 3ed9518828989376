import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { secretsUnder } from '../../functions/event-sender/signing.ts';
import { newSecret, type SigningSecrets } from '../../shared/events/signing-secrets.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { DAY_MS, MINUTE_MS } from '../../shared/kernel/durations.ts';
import { randomId } from '../../shared/kernel/ids.ts';

const manager = mockClient(SecretsManagerClient);
const secretsOf = secretsUnder('scrip/test/agencies');
const START = Date.parse('2026-03-01T00:00:00.000Z');

beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['Date'] });
  manager.reset();
});
afterEach(() => vi.useRealTimers());

/** An agency whose stored secrets can be changed, and how often they were read. */
const agencyWith = (stored: SigningSecrets) => {
  const agency = randomId('agency');
  const put = (secrets: SigningSecrets) =>
    manager.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify(secrets) });
  put(stored);
  const reads = () => manager.commandCalls(GetSecretValueCommand).length;
  const sign = (id: string, secretFrom?: string) =>
    secretsOf(agency, { id, ...(secretFrom !== undefined && { secretFrom }) }, Date.now());
  return { put, reads, sign };
};

const first = newSecret(instant(START - DAY_MS));
const rotatedAt = instant(START + 10 * MINUTE_MS);
const second = newSecret(rotatedAt);
const until = instant(START + 10 * MINUTE_MS + DAY_MS);

test('secrets are read once an hour, however many events they sign', async () => {
  const { reads, sign } = agencyWith({ end_1: [first] });
  for (let minute = 0; minute < 60; minute += 5) {
    vi.setSystemTime(START + minute * MINUTE_MS);
    expect(await sign('end_1')).toEqual([first.secret]);
  }
  expect(reads()).toBe(1);
  vi.setSystemTime(START + 61 * MINUTE_MS);
  await sign('end_1');
  expect(reads()).toBe(2);
});

test('a rotation signs from the first event on whose endpoint says so, and the secret before signs along for its day', async () => {
  const { put, reads, sign } = agencyWith({ end_1: [first] });
  await sign('end_1');
  put({ end_1: [second, { ...first, until }] });
  vi.setSystemTime(START + 11 * MINUTE_MS);
  expect(await sign('end_1', rotatedAt)).toEqual([second.secret, first.secret]);
  for (let events = 0; events < 10; events += 1) await sign('end_1', rotatedAt);
  expect(reads()).toBe(2);
  vi.setSystemTime(Date.parse(until));
  expect(await sign('end_1', rotatedAt)).toEqual([second.secret]);
});

test('a rotation that never told its endpoint signs within the hour, and the secret before until then', async () => {
  const { put, sign } = agencyWith({ end_1: [first] });
  await sign('end_1');
  put({ end_1: [second, { ...first, until }] });
  vi.setSystemTime(START + 59 * MINUTE_MS);
  expect(await sign('end_1')).toEqual([first.secret]);
  vi.setSystemTime(START + 61 * MINUTE_MS);
  expect(await sign('end_1')).toEqual([second.secret, first.secret]);
});

test('an endpoint that was made since has its secret at once', async () => {
  const { put, reads, sign } = agencyWith({ end_1: [first] });
  await sign('end_1');
  put({ end_1: [first], end_2: [second] });
  expect(await sign('end_2')).toEqual([second.secret]);
  expect(reads()).toBe(2);
});

test('without a secret nothing signs, and a secret that can’t be read is an error', async () => {
  const { sign } = agencyWith({ end_1: [first] });
  expect(await sign('end_3')).toEqual([]);
  manager
    .on(GetSecretValueCommand)
    .rejects(new ResourceNotFoundException({ message: 'none', $metadata: {} }));
  await expect(sign('end_4')).rejects.toThrow(Error);
});
