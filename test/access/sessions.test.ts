import { beforeEach, describe, expect, test } from 'vitest';
import { authenticateSession } from '../../shared/access/authenticate-session.ts';
import { createApiKey } from '../../shared/access/create-api-key.ts';
import { createSession, type SessionInput } from '../../shared/access/create-session.ts';
import { credentialText, newSecret, parseCredential } from '../../shared/access/credential.ts';
import { endAccountSessions, endSessionsOfKey } from '../../shared/access/end-sessions.ts';
import { partOfApiKeyId } from '../../shared/access/api-keys.ts';
import { redeemLink } from '../../shared/access/redeem-link.ts';
import { revokeApiKey } from '../../shared/access/revoke-api-key.ts';
import { keyOfPlace, placeOf } from '../../shared/access/sessions.ts';
import type { Result } from '../../shared/kernel/result.ts';
import { SCOPES } from '../../shared/kernel/scopes.ts';
import { SLOTS } from '../../shared/store/slots.ts';
import { readTogether } from '../../shared/table/read.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');
let now = NOW;
beforeEach(() => {
  now = NOW;
});
const ledger = openTestLedger({ now: () => now });

const valueOf = <Value>(result: Result<Value, { code: string }>): Value => {
  if (!result.ok) throw new TypeError(result.error.code);
  return result.value;
};

/** An agency with somebody who works there, and an API key. */
const open = async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const person = { agency, actor: 'ann', kind: 'person', scopes: [...SCOPES] } as const;
  const key = async (more: { expiresAt?: string } = {}) => {
    const { record } = valueOf(
      await createApiKey(ledger, person, { name: 'Shop', scopes: ['agency:write'], ...more }),
    );
    return { agency, actor: record.id, kind: 'key', scopes: [...record.scopes] } as const;
  };
  return { agency, person, key };
};

type Maker = Parameters<typeof createSession>[1];

const input = (more: Partial<SessionInput> = {}): SessionInput => ({
  scopes: ['credits:read'],
  seconds: 3600,
  ...more,
});
const create = (who: Maker, account = 'alice', more: Partial<SessionInput> = {}) =>
  createSession(ledger, who, account, input(more));
const made = async (who: Maker, account?: string, more?: Partial<SessionInput>) =>
  valueOf(await create(who, account, more));
const authenticate = (token: string, at = now) => authenticateSession(ledger.table, token, at);
const isKnown = async (token: string): Promise<boolean> => (await authenticate(token)).ok;

test('a session acts for its account alone, as who made it, with the scopes and the region that were named', async () => {
  const { agency, person, key } = await open();
  const { token } = await made(person, 'alice', { scopes: ['credits:spend'], region: 'DE' });
  expect(await authenticate(token)).toEqual({
    ok: true,
    value: {
      kind: 'session',
      actor: 'ann',
      agency,
      account: 'alice',
      region: 'DE',
      roles: [],
      scopes: ['credits:spend'],
      faults: {},
    },
  });
  const backend = await key();
  const { token: made_ } = await made(backend);
  expect(await authenticate(made_)).toMatchObject({ value: { actor: backend.actor, account: 'alice' } });
});

test('neither the token nor the code is in the table', async () => {
  const { agency, person } = await open();
  const { session, token, code } = await made(person);
  const at = keyOfPlace(agency, placeOf(session));
  const stored = JSON.stringify((await readTogether(ledger.table, [at]))(at));
  expect(stored).toContain(session.hash);
  for (const secret of [parseCredential(token, 'session')?.secret, parseCredential(code, 'link')?.secret]) {
    expect(secret).toHaveLength(50);
    expect(stored).not.toContain(secret);
  }
});

describe('a session is refused', () => {
  test('from its end on', async () => {
    const { person } = await open();
    const { token } = await made(person, 'alice', { seconds: 60 });
    expect(await authenticate(token, NOW + 59_999)).toMatchObject({ ok: true });
    expect(await authenticate(token, NOW + 60_000)).toMatchObject({ error: { reason: 'session over' } });
  });

  test('with another secret, at another agency, and as a link or a key', async () => {
    const { person } = await open();
    const { token, code } = await made(person);
    const parsed = parseCredential(token, 'session');
    if (!parsed) throw new TypeError('the token does not parse');
    const forged = [
      { secret: newSecret() },
      { agency: 'demo' },
      { kind: 'key' as const },
      { kind: 'link' as const },
    ];
    for (const change of forged) expect(await isKnown(credentialText({ ...parsed, ...change }))).toBe(false);
    expect(await isKnown(code)).toBe(false);
  });

  test('after sign-out everywhere, and no other account’s', async () => {
    const { agency, person, key } = await open();
    const backend = await key();
    const ended = [await made(person), await made(backend), await made(backend)];
    const kept = await made(person, 'bob');
    expect(await endAccountSessions(ledger, { agency, account: 'alice' })).toMatchObject({ ok: true });
    expect(await Promise.all(ended.map(({ token }) => isKnown(token)))).toEqual([false, false, false]);
    expect(await redeemLink(ledger, ended[0]?.code ?? '')).toMatchObject({ error: { code: 'link_invalid' } });
    expect(await isKnown(kept.token)).toBe(true);
    expect(await endAccountSessions(ledger, { agency, account: 'alice' })).toMatchObject({ ok: true });
  });

  test('after its key was revoked, and no other key’s', async () => {
    const { person, key } = await open();
    const [revoked, other] = [await key(), await key()];
    const ended = await Promise.all(['a', 'b', 'c'].map((account) => made(revoked, account)));
    const kept = [await made(other), await made(person)];
    expect(await revokeApiKey(ledger, person, revoked.actor)).toMatchObject({ ok: true });
    expect(await Promise.all(ended.map(({ token }) => isKnown(token)))).toEqual([false, false, false]);
    expect(await Promise.all(kept.map(({ token }) => isKnown(token)))).toEqual([true, true]);
  });
});

test('a session ends when its key expires', async () => {
  const { person, key } = await open();
  const backend = await key({ expiresAt: '2026-03-02T09:05:00.000Z' });
  const [ended, kept] = [await made(backend), await made(person)];
  expect(ended.session.endsAt).toBe('2026-03-02T09:05:00.000Z');
  now = NOW + 5 * 60_000;
  expect([await isKnown(ended.token), await isKnown(kept.token)]).toEqual([false, true]);
  expect(await create(backend)).toMatchObject({ error: { code: 'busy' } });
});

test('no session outlives its key, however both race', async () => {
  const { person, key } = await open();
  const backend = await key();
  const accounts = Array.from({ length: 24 }, (_, account) => `account-${account}`);
  const [revoked, ...sessions] = await Promise.all([
    revokeApiKey(ledger, person, backend.actor),
    ...accounts.map((account) => create(backend, account)),
  ]);
  expect(revoked).toMatchObject({ ok: true });
  const tokens = sessions.flatMap((session) => (session.ok ? [session.value.token] : []));
  expect((await Promise.all(tokens.map(isKnown))).filter(Boolean)).toEqual([]);
  expect(await create(backend)).toMatchObject({ error: { code: 'busy' } });
  expect(await endSessionsOfKey(ledger, person.agency, partOfApiKeyId(backend.actor))).toEqual({
    ok: true,
    value: 0,
  });
});

test('a revocation that ran out of time goes on when it is asked again', async () => {
  const { person, key } = await open();
  const backend = await key();
  const { token } = await made(backend);
  const hasty = { ...ledger, deadline: -1 };
  expect(await revokeApiKey(hasty, person, backend.actor)).toMatchObject({ error: { code: 'busy' } });
  expect(await isKnown(token)).toBe(true);
  expect(await revokeApiKey(ledger, person, backend.actor)).toMatchObject({ ok: true });
  expect(await isKnown(token)).toBe(false);
  expect(await revokeApiKey(ledger, person, backend.actor)).toMatchObject({ error: { code: 'not_found' } });
});

test(`an account has ${SLOTS.sessions} sessions at most, however many are asked for at once`, async () => {
  const { agency, person, key } = await open();
  const backend = await key();
  const asked = Array.from({ length: SLOTS.sessions + 4 }, (_, place) =>
    create(place % 2 ? person : backend),
  );
  const results = await Promise.all(asked);
  expect(results.filter(({ ok }) => ok)).toHaveLength(SLOTS.sessions);
  const limit = { code: 'session_limit', retryAfter: 3600 };
  expect(await create(person)).toEqual({ ok: false, error: limit });
  expect(await create(person, 'bob')).toMatchObject({ ok: true });
  // What a revoked key made no longer counts, nor what was ended or is over.
  await revokeApiKey(ledger, person, backend.actor);
  expect(await create(person)).toMatchObject({ ok: true });
  await endAccountSessions(ledger, { agency, account: 'alice' });
  expect(
    (await Promise.all(Array.from({ length: SLOTS.sessions }, () => create(person)))).every(({ ok }) => ok),
  ).toBe(true);
  expect(await create(person)).toEqual({ ok: false, error: limit });
  now += 3_600_000;
  expect(await create(person)).toMatchObject({ ok: true });
});

describe('the code of a link', () => {
  test('yields the token of the session, and the address to return to', async () => {
    const { person } = await open();
    const { session, token, code } = await made(person, 'alice', {
      returnUrl: 'https://shop.example/basket',
    });
    expect(await redeemLink(ledger, code)).toMatchObject({
      ok: true,
      value: { token, returnUrl: 'https://shop.example/basket', session: { id: session.id } },
    });
    expect(await isKnown(token)).toBe(true);
  });

  test('returns to the first of the agency’s addresses by default, and to no other origin', async () => {
    const { person } = await open();
    const { code } = await made(person);
    expect(await redeemLink(ledger, code)).toMatchObject({
      value: { returnUrl: expect.stringMatching(/^https?:/) },
    });
    expect(await create(person, 'alice', { returnUrl: 'https://evil.example/' })).toEqual({
      ok: false,
      error: { code: 'return_url_not_allowed' },
    });
  });

  test('is redeemed once of 32 times at once', async () => {
    const { person } = await open();
    const { token, code } = await made(person);
    const results = await Promise.all(Array.from({ length: 32 }, () => redeemLink(ledger, code)));
    const redeemed = results.filter(({ ok }) => ok);
    expect(redeemed).toMatchObject([{ value: { token } }]);
    expect(results.filter((result) => !result.ok && result.error.code === 'link_invalid')).toHaveLength(31);
  });

  test('is worth nothing after a minute, or with another secret, agency or kind', async () => {
    const { person } = await open();
    const { token, code } = await made(person);
    const parsed = parseCredential(code, 'link');
    if (!parsed) throw new TypeError('the code does not parse');
    const invalid = { error: { code: 'link_invalid' } };
    for (const change of [{ secret: newSecret() }, { agency: 'demo' }, { kind: 'session' as const }])
      expect(await redeemLink(ledger, credentialText({ ...parsed, ...change }))).toMatchObject(invalid);
    expect(await redeemLink(ledger, token)).toMatchObject(invalid);
    now += 60_000;
    expect(await redeemLink(ledger, code)).toMatchObject(invalid);
  });
});

test('an agency without settings makes no sessions', async () => {
  const who = { agency: 'never-begun', actor: 'ann', kind: 'person', scopes: [...SCOPES] } as const;
  expect(await create(who)).toEqual({ ok: false, error: { code: 'not_found' } });
});
