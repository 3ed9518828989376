import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { MAX_API_KEYS } from '../../shared/access/api-keys.ts';
import { authenticateApiKey } from '../../shared/access/authenticate-api-key.ts';
import { credentialText, newSecret, parseCredential } from '../../shared/access/credential.ts';
import { agencyRoutes as routes } from '../../shared/http/routes/agency.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { SCOPES } from '../../shared/kernel/scopes.ts';
import { apiKeyKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { agencyHandler } from '../support/agency-handler.ts';
import { type Answer, call } from '../support/api.ts';
import { openTestLedger } from '../support/ledger.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');
let now = NOW;
const ledger = openTestLedger({ now: () => now });
beforeEach(() => {
  now = NOW;
});
const handler = agencyHandler(ledger);

const page = z.object({ items: z.array(z.looseObject({ id: z.string() })) });
const created = z.looseObject({ id: z.string(), key: z.string() });

/** Somebody at an agency of their own, with these scopes. */
const personAt = (agency = randomId('agency'), scope = SCOPES.join(' ')) => {
  const caller = { agency_id: agency, sub: 'ann', scope };
  const create = (body: object = {}): Promise<Answer> =>
    call(handler, routes.createApiKey, {
      caller,
      body: { name: 'Shop', scopes: ['agency:read', 'agency:write'], ...body },
    });
  return {
    agency,
    create,
    made: async (body: object = {}) => created.parse((await create(body)).body),
    list: async () => page.parse((await call(handler, routes.listApiKeys, { caller })).body).items,
    revoke: (keyId: string) => call(handler, routes.revokeApiKey, { caller, params: { keyId } }),
    changes: async () => (await call(handler, routes.listChanges, { caller })).body['items'],
  };
};

const authenticate = (key: string, at = NOW) => authenticateApiKey(ledger.table, key, at);
const stored = async (agency: string, id: string) => {
  const key = apiKeyKey(agency, id);
  return (await readTogether(ledger.table, [key]))(key);
};

test('a key is shown once, stored as a hash, and opens the API with its scopes', async () => {
  const person = personAt();
  const { id, key, ...rest } = await person.made({ scopes: ['agency:read'] });
  expect(key).toMatch(new RegExp(`^scrip_key_${person.agency}_[a-z0-9]{16}_[a-z0-9]{50}[0-9a-f]{8}$`));
  expect(rest).toEqual({
    name: 'Shop',
    scopes: ['agency:read'],
    createdAt: '2026-03-02T09:00:00.000Z',
    createdBy: 'ann',
  });
  expect(await authenticate(key)).toEqual({
    ok: true,
    value: { kind: 'key', actor: id, agency: person.agency, roles: [], scopes: ['agency:read'], faults: {} },
  });
  expect(JSON.stringify(await stored(person.agency, id))).not.toContain(parseCredential(key, 'key')?.secret);
  const [listed] = await person.list();
  expect(listed).toEqual({ id, ...rest, lastUsedOn: '2026-03-02' });
});

test('who made and who revoked a key is in the audit log, without the key or its hash', async () => {
  const person = personAt();
  const { id, key } = await person.made();
  now += 1;
  await person.revoke(id);
  const changes = await person.changes();
  expect(changes).toMatchObject([
    { actor: 'ann', kind: 'api_key', recordId: id, before: { name: 'Shop' }, after: null },
    { actor: 'ann', kind: 'api_key', recordId: id, before: null, after: { name: 'Shop' } },
  ]);
  const hash = parseCredential(key, 'key')?.hash ?? '';
  expect(hash).toHaveLength(64);
  expect(JSON.stringify(changes)).not.toContain(hash);
});

describe('a key is made', () => {
  test.each([
    [
      'a scope that its maker lacks',
      'agency:read agency:write',
      { scopes: ['agency:read', 'agency:approve'] },
      400,
    ],
    ['approval, whoever makes it', SCOPES.join(' '), { scopes: ['agency:approve'] }, 400],
    ['customer scopes', SCOPES.join(' '), { scopes: ['credits:spend'] }, 400],
    ['no scope', SCOPES.join(' '), { scopes: [] }, 400],
    ['a scope twice', SCOPES.join(' '), { scopes: ['agency:read', 'agency:read'] }, 400],
    ['no name', SCOPES.join(' '), { name: '' }, 400],
    ['an end in the past', SCOPES.join(' '), { expiresAt: '2026-03-02T09:00:00Z' }, 400],
  ])('not with %s', async (_case, scope, body, status) => {
    const person = personAt(undefined, scope);
    expect(await person.create(body)).toMatchObject({ status });
    expect(await personAt(person.agency).list()).toEqual([]);
  });

  test('within the scopes of its maker only', async () => {
    expect(await personAt(undefined, 'agency:write').create()).toMatchObject({
      status: 403,
      body: { code: 'scope_not_held', scopes: ['agency:read'] },
    });
  });

  test(`only while the agency has fewer than ${MAX_API_KEYS}, however many are asked for at once`, async () => {
    const person = personAt();
    const answers = await Promise.all(Array.from({ length: MAX_API_KEYS + 4 }, () => person.create()));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused).toHaveLength(4);
    for (const answer of refused)
      expect(answer).toMatchObject({ status: 409, body: { code: 'api_key_limit' } });
    const [first] = await person.list();
    await person.revoke(first?.id ?? '');
    expect(await person.create()).toMatchObject({ status: 201 });
  });
});

describe('a key is refused', () => {
  test('after it was revoked, and revoking it again finds nothing', async () => {
    const person = personAt();
    const { id, key } = await person.made();
    expect(await person.revoke(id)).toMatchObject({ status: 204 });
    expect(await authenticate(key)).toEqual({ ok: false, error: { reason: 'unknown key', id } });
    expect(await person.list()).toEqual([]);
    expect(await person.revoke(id)).toMatchObject({ status: 404 });
  });

  test('from its end on', async () => {
    const { id, key } = await personAt().made({ expiresAt: '2026-03-02T10:00:00+00:00' });
    expect(await authenticate(key, Date.parse('2026-03-02T09:59:59.999Z'))).toMatchObject({ ok: true });
    expect(await authenticate(key, Date.parse('2026-03-02T10:00:00Z'))).toEqual({
      ok: false,
      error: { reason: 'expired key', id },
    });
  });

  test('with another secret, at another agency, and as another kind of credential', async () => {
    const person = personAt();
    const parsed = parseCredential((await person.made()).key, 'key');
    if (!parsed) throw new TypeError('the key does not parse');
    const forged = [
      { ...parsed, secret: newSecret() },
      { ...parsed, agency: 'demo' },
      { ...parsed, place: '0'.repeat(16) },
    ].map(credentialText);
    for (const key of forged)
      expect(await authenticate(key)).toMatchObject({ ok: false, error: { reason: 'unknown key' } });
    const session = credentialText({ ...parsed, kind: 'session' });
    expect(await authenticate(session)).toEqual({ ok: false, error: { reason: 'malformed key' } });
  });

  test('by another agency that wants to revoke it', async () => {
    const { id, key } = await personAt().made();
    expect(await personAt().revoke(id)).toMatchObject({ status: 404 });
    expect(await authenticate(key)).toMatchObject({ ok: true });
  });
});

test('the last use is the day of it, and a revoked key does not come back by being used', async () => {
  const person = personAt();
  const { id, key } = await person.made();
  const days = ['2026-03-02', '2026-03-02', '2026-03-09'];
  for (const day of days) await authenticate(key, Date.parse(`${day}T12:00:00Z`));
  expect(await person.list()).toMatchObject([{ id, lastUsedOn: '2026-03-09' }]);

  const uses = Array.from({ length: 16 }, (_, use) => authenticate(key, NOW + use * 86_400_000));
  await Promise.all([person.revoke(id), ...uses]);
  expect(await stored(person.agency, id)).toBeUndefined();
  expect(await authenticate(key)).toMatchObject({ ok: false });
});
