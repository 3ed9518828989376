import { exportJWK, generateKeyPair } from 'jose';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { COOLDOWN_MS, FRESH_MS, issuerKeys, USABLE_MS } from '../../functions/authorizer/issuer-keys.ts';

const ISSUER = 'https://login.example.com/';
const JWKS = 'https://keys.example.com/jwks';

let jwk: Awaited<ReturnType<typeof exportJWK>>;
beforeAll(async () => {
  jwk = await exportJWK((await generateKeyPair('ES256')).publicKey);
});

let now = 0;
let published: string[] = [];
let isDown = false;
let reads: string[] = [];
beforeEach(() => {
  now = 1_000_000;
  published = ['first'];
  isDown = false;
  reads = [];
});

const open = () =>
  issuerKeys(
    ISSUER,
    () => now,
    async (url) => {
      reads.push(url);
      await Promise.resolve();
      if (isDown) throw new Error('down');
      return url === JWKS ? { keys: published.map((kid) => ({ ...jwk, kid })) } : { jwks_uri: JWKS };
    },
  );

type Keys = ReturnType<typeof open>;

const find = async (keys: Keys, kid: string) =>
  await keys({ alg: 'ES256', kid }, { payload: '', signature: '' });
/** Whether a key is found: `unknown` is final, `down` is not. */
const outcome = async (keys: Keys, kid: string): Promise<string> =>
  await find(keys, kid).then(
    () => 'found',
    (error: unknown) => (error instanceof Error && error.message === 'down' ? 'down' : 'unknown'),
  );

test('the keys are discovered at the issuer, and read once for many tokens', async () => {
  const keys = open();
  const outcomes = await Promise.all([1, 2, 3].map(() => outcome(keys, 'first')));
  expect([...outcomes, await outcome(keys, 'first')]).toEqual(['found', 'found', 'found', 'found']);
  expect(reads).toEqual(['https://login.example.com/.well-known/openid-configuration', JWKS]);
});

test('a new key is found at once, when the last read was a while ago', async () => {
  const keys = open();
  await find(keys, 'first');
  published = ['first', 'second'];
  now += COOLDOWN_MS;
  expect(await outcome(keys, 'second')).toBe('found');
});

test('a flood of unknown keys causes one read each 30 seconds', async () => {
  const keys = open();
  const flood = async () => {
    for (let token = 0; token < 100; token += 1)
      expect(await outcome(keys, `made-up-${token}`)).toBe('unknown');
  };
  await flood();
  expect(reads).toHaveLength(2);
  now += COOLDOWN_MS;
  await flood();
  expect(reads).toHaveLength(4);
});

test('a key that the issuer withdrew is accepted for ten minutes at most', async () => {
  const keys = open();
  await find(keys, 'first');
  published = ['second'];
  now += FRESH_MS - 1;
  expect(await outcome(keys, 'first')).toBe('found');
  now += 1;
  expect(await outcome(keys, 'first')).toBe('unknown');
});

describe('while the issuer does not answer', () => {
  test('known keys serve for two hours, and are asked for every 30 seconds', async () => {
    const keys = open();
    await find(keys, 'first');
    isDown = true;
    now += FRESH_MS;
    expect(await outcome(keys, 'first')).toBe('found');
    expect(await outcome(keys, 'first')).toBe('found');
    expect(reads).toHaveLength(3);
    now += COOLDOWN_MS;
    expect(await outcome(keys, 'first')).toBe('found');
    expect(reads).toHaveLength(4);
    now += USABLE_MS - FRESH_MS - COOLDOWN_MS;
    expect(await outcome(keys, 'first')).toBe('down');
  });

  test('a token with an unknown key is rejected', async () => {
    const keys = open();
    await find(keys, 'first');
    isDown = true;
    now += COOLDOWN_MS;
    expect(await outcome(keys, 'second')).toBe('unknown');
  });

  test('nothing is decided without keys, and the first answer ends that', async () => {
    const keys = open();
    isDown = true;
    expect(await outcome(keys, 'first')).toBe('down');
    isDown = false;
    expect(await outcome(keys, 'first')).toBe('found');
  });
});

test.each([
  ['no key set', {}],
  ['keys of another form', { keys: ['first'] }],
])('an issuer that publishes %s gives access to nobody', async (_case, document) => {
  const keys = issuerKeys(
    ISSUER,
    () => now,
    async (url) => (url === JWKS ? document : { jwks_uri: JWKS }),
  );
  await expect(find(keys, 'first')).rejects.toThrow(/Invalid input/);
});
