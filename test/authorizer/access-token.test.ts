import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifyWith, type Verify } from '../../functions/authorizer/access-token.ts';

const ISSUER = 'https://login.example.com';
const accepted = ['RS256', 'RS384', 'RS512', 'ES256', 'EdDSA'];

const pairs = new Map<string, Awaited<ReturnType<typeof generateKeyPair>>>();
let verify: Verify;

beforeAll(async () => {
  for (const alg of [...accepted, 'ES384', 'PS256']) pairs.set(alg, await generateKeyPair(alg));
  const keys = await Promise.all(
    [...pairs].map(async ([kid, { publicKey }]) => ({ ...(await exportJWK(publicKey)), kid })),
  );
  const source = { issuer: ISSUER, audience: ['scrip', 'app-1'] };
  verify = verifyWith(createLocalJWKSet({ keys }), source);
});

const now = Math.floor(Date.now() / 1000);
const claims = { iss: ISSUER, aud: 'scrip', sub: 'alice', exp: now + 60 };

const tokenOf = async (payload: Record<string, unknown>, alg = 'RS256') => {
  const { privateKey = Buffer.alloc(32) } = pairs.get(alg) ?? {};
  return await new SignJWT(payload).setProtectedHeader({ alg, kid: alg }).sign(privateKey);
};

test.each(accepted)('a token signed with %s is accepted', async (alg) => {
  expect(await verify(await tokenOf(claims, alg))).toMatchObject({ ok: true, value: { sub: 'alice' } });
});

test.each(['ES384', 'PS256', 'HS256'])('a token signed with %s is rejected', async (alg) => {
  expect(await verify(await tokenOf(claims, alg))).toEqual({
    ok: false,
    error: { reason: 'ERR_JOSE_ALG_NOT_ALLOWED' },
  });
});

describe('the audience', () => {
  test.each([
    ['one of ours', { aud: 'app-1' }],
    ['ours among others', { aud: ['other', 'scrip'] }],
    ['a client instead, as Cognito writes it', { aud: undefined, client_id: 'app-1' }],
  ])('may be %s', async (_case, audience) => {
    expect(await verify(await tokenOf({ ...claims, ...audience }))).toMatchObject({ ok: true });
  });

  test.each([
    ['another', { aud: 'other' }],
    ['missing', { aud: undefined }],
    ['an empty list', { aud: [] }],
    ['another, whatever the client is', { aud: 'other', client_id: 'app-1' }],
    ['longer than ours', { aud: 'scrip-2' }],
  ])('may not be %s', async (_case, audience) => {
    expect(await verify(await tokenOf({ ...claims, ...audience }))).toEqual({
      ok: false,
      error: { reason: 'audience' },
    });
  });
});

test.each([
  ['a token just expired, by a clock that is three seconds ahead', 'exp', -3],
  ['a token of three seconds from now', 'nbf', 3],
])('%s is accepted', async (_case, claim, seconds) => {
  // On a busy machine the keys took longer to make than clocks may differ.
  const time = Math.floor(Date.now() / 1000) + seconds;
  expect(await verify(await tokenOf({ ...claims, [claim]: time }))).toMatchObject({ ok: true });
});

test.each([
  ['that expired ten seconds ago', { exp: now - 10 }, 'ERR_JWT_EXPIRED'],
  ['without an expiry', { exp: undefined }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
  ['whose expiry is text', { exp: '9999999999' }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
  ['that is not valid yet', { nbf: now + 60 }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
  ['of another issuer', { iss: `${ISSUER}/` }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
  ['without an issuer', { iss: undefined }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
])('a token %s is rejected', async (_case, changed, reason) => {
  const payload = Object.fromEntries(Object.entries({ ...claims, ...changed }).filter(([, value]) => value));
  expect(await verify(await tokenOf(payload))).toEqual({ ok: false, error: { reason } });
});

test.each(['', 'x', 'a.b', 'a.b.c', '..', 'eyJhbGciOiJub25lIn0.e30.', 'ü.ü.ü', 'a.b.c.d.e'])(
  'rubbish is rejected: %s',
  async (token) => {
    expect(await verify(token)).toMatchObject({
      ok: false,
      error: { reason: expect.stringMatching(/^ERR_/) },
    });
  },
);

test('while the keys can’t be had, nothing is decided', async () => {
  const failing = verifyWith(async () => await Promise.reject(new Error('down')), {
    issuer: ISSUER,
    audience: ['scrip'],
  });
  await expect(failing(await tokenOf(claims))).rejects.toThrow('down');
});
