import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { authenticateApiKey, authenticateSpenderKey } from '../../shared/access/authenticate-api-key.ts';
import { parseCredential } from '../../shared/access/credential.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Route } from '../../shared/http/route.ts';
import type { Bearer } from '../../shared/kernel/bearer.ts';
import { MAX_SPENDER_KEYS } from '../../shared/spenders/spender-keys.ts';
import { removeAllSpenders } from '../../shared/spenders/change-spender.ts';
import { spenderKeyKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { clientHandler } from '../support/account-handler.ts';
import { call, type Call } from '../support/api.ts';
import { findingsOf, openTestLedger } from '../support/ledger.ts';
import { budgetedAccount } from '../support/spending.ts';

const NOW = Date.parse('2026-03-10T12:00:00.000Z');
let now = NOW;
beforeEach(() => {
  now = NOW;
});
const ledger = openTestLedger({ now: () => now });
const handler = clientHandler(ledger);
const created = z.looseObject({ id: z.string(), key: z.string() });

/** An account, and what calls with keys of its spenders. */
const open = async () => {
  const account = await budgetedAccount(ledger);
  const { as, keyed } = account;
  const createKey = (spender: string, more: object = {}, key?: string) =>
    as(undefined, accountRoutes.createSpenderKey, {
      ...keyed(key),
      body: { spender, name: 'Build server', ...more },
    });
  return {
    ...account,
    createKey,
    key: async (spender: string, more: object = {}) => created.parse((await createKey(spender, more)).body),
    list: async (spender?: string) =>
      z
        .object({ items: z.array(z.looseObject({ id: z.string() })) })
        .parse((await as(spender, accountRoutes.listSpenderKeys)).body).items,
    revoke: (keyId: string) => as(undefined, accountRoutes.revokeSpenderKey, { params: { keyId } }),
  };
};

const authenticate = (key: string) => authenticateSpenderKey(ledger.table, key, now);
const isKnown = async (key: string): Promise<boolean> => (await authenticate(key)).ok;

/** Whom the authorizer lets in with a key. Throws where it lets nobody in. */
const bearerOf = async (key: string): Promise<Bearer> => {
  const bearer = await authenticate(key);
  if (!bearer.ok) throw new TypeError(bearer.error.reason);
  return bearer.value;
};
const withKey = async (key: string, route: Route, request: Call = {}) =>
  await call(handler, route, { bearer: await bearerOf(key), ...request });

test('a key is shown once, stored as a hash, and acts for its spender alone, as itself', async () => {
  const { ref, spender, key, list } = await open();
  const id = await spender({ perDay: 10 });
  const { id: keyId, key: text, ...rest } = await key(id);
  expect(text).toMatch(new RegExp(`^scrip_spender_${ref.agency}_[a-z0-9]{16}_[a-z0-9]{50}[0-9a-f]{8}$`));
  expect(await authenticate(text)).toEqual({
    ok: true,
    value: {
      kind: 'spender',
      actor: keyId,
      agency: ref.agency,
      account: ref.account,
      spender: id,
      roles: [],
      scopes: ['credits:read', 'credits:spend'],
      faults: {},
    },
  });
  const at = spenderKeyKey(ref.agency, keyId);
  const stored = JSON.stringify((await readTogether(ledger.table, [at]))(at));
  expect(stored).toContain(parseCredential(text, 'spender')?.hash);
  expect(stored).not.toContain(parseCredential(text, 'spender')?.secret);
  expect(await list()).toEqual([{ id: keyId, ...rest, lastUsedOn: '2026-03-10' }]);
  expect(rest).toEqual({
    spender: id,
    name: 'Build server',
    createdAt: '2026-03-10T12:00:00.000Z',
    createdBy: ref.account,
  });
});

test('a key of an agency is none of a spender, and the other way round', async () => {
  const { spender, key } = await open();
  const { key: text } = await key(await spender({}));
  expect(await authenticateApiKey(ledger.table, text, now)).toMatchObject({ ok: false });
  const asAgencyKey = text.replace('scrip_spender_', 'scrip_key_');
  expect(await authenticateApiKey(ledger.table, asAgencyKey, now)).toMatchObject({ ok: false });
});

test('a key that expires or is revoked opens nothing, and its tombstone goes by itself', async () => {
  const { ref, spender, key, revoke, list } = await open();
  const id = await spender({});
  const expiring = await key(id, { expiresAt: '2026-03-10T13:00:00.000Z' });
  const revoked = await key(id);
  expect(await isKnown(expiring.key)).toBe(true);
  now += 3_600_000;
  expect(await isKnown(expiring.key)).toBe(false);
  expect(await revoke(revoked.id)).toMatchObject({ status: 204 });
  expect(await isKnown(revoked.key)).toBe(false);
  expect(await revoke(revoked.id)).toMatchObject({ status: 404 });
  expect((await list()).map((one) => one.id)).toEqual([expiring.id]);
  const at = spenderKeyKey(ref.agency, revoked.id);
  expect((await readTogether(ledger.table, [at]))(at)).toMatchObject({
    name: 'erased',
    ttl: (now + 86_400_000) / 1000,
  });
});

test('a key spends within its budget, and 64 spends at one time overrun nothing', async () => {
  const { ref, spender, key, get } = await open();
  const id = await spender({ perDay: 63 });
  const { key: text } = await key(id);
  const answers = await Promise.all(
    Array.from({ length: 64 }, (_, turn) =>
      withKey(text, accountRoutes.createSpend, {
        headers: { 'idempotency-key': `call-${turn}` },
        body: { amount: 1, reference: 'call' },
      }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(63);
  expect(answers.filter(({ status }) => status === 402).map(({ body }) => body)).toMatchObject([
    { code: 'budget_exceeded', spender: id, limit: 'per_day', left: 0 },
  ]);
  expect(await get(id)).toMatchObject({ day: { spent: 63, left: 0 } });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test("a key never has its owner's rights: it sets no budgets, makes and revokes no keys, and decides nothing", async () => {
  const { spender, key } = await open();
  const id = await spender({ perDay: 5 });
  const own = await key(id);
  const refusals: [Route, Call][] = [
    [accountRoutes.createSpender, { body: { name: 'Mine', kind: 'agent', limits: {} } }],
    [accountRoutes.putSpender, { params: { spenderId: id }, body: { name: 'A', kind: 'agent', limits: {} } }],
    [accountRoutes.deleteSpender, { params: { spenderId: id } }],
    [accountRoutes.createSpenderKey, { body: { spender: id, name: 'Another' } }],
    [accountRoutes.revokeSpenderKey, { params: { keyId: own.id } }],
  ];
  for (const [route, request] of refusals)
    expect(
      await withKey(own.key, route, { headers: { 'idempotency-key': 'one' }, ...request }),
    ).toMatchObject({ status: 403, body: { code: 'owner_required' } });
  expect((await bearerOf(own.key)).scopes).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^agency:/)]),
  );
});

test('a key sees its own spender and its own keys only, also beside those of others', async () => {
  const { as, spender, key } = await open();
  const [one, other] = [await spender({}), await spender({})];
  const [own] = [await key(one), await key(other)];
  const seen = await withKey(own.key, accountRoutes.listSpenderKeys);
  expect(seen).toMatchObject({ status: 200, body: { items: [{ id: own.id }] } });
  expect(await withKey(own.key, accountRoutes.listSpenders)).toMatchObject({
    body: { items: [{ id: one }] },
  });
  expect(await as(undefined, accountRoutes.listSpenderKeys)).toMatchObject({
    body: { items: [{ spender: one }, { spender: other }] },
  });
});

test('of another account, a key reads nothing, and nobody there sees, makes or revokes it', async () => {
  const [a, b] = [await open(), await open()];
  const id = await a.spender({});
  const own = await a.key(id);
  expect((await withKey(own.key, accountRoutes.getAccount)).body).toMatchObject({ balance: 10_000 });
  await a.spend(undefined, 1);
  expect((await withKey(own.key, accountRoutes.listEntries)).body).toMatchObject({ items: [{}, {}] });
  const others = [
    { agency: a.agency, ref: { ...a.ref, account: 'somebody-else' } },
    { agency: b.agency, ref: b.ref },
  ];
  for (const { agency, ref } of others) {
    const made = { ...a.keyed(), body: { spender: id, name: 'Agent' } };
    const params = { accountId: ref.account };
    const revoked = { keyId: own.id };
    const notFound = { status: 404, body: { code: 'not_found' } };
    expect(await call(handler, accountRoutes.listSpenderKeys, { caller: ref })).toMatchObject({
      body: { items: [] },
    });
    expect(
      await call(handler, accountRoutes.revokeSpenderKey, { caller: ref, params: revoked }),
    ).toMatchObject(notFound);
    expect(
      await agency.call(agencyRoutes.revokeAccountSpenderKey, { params: { ...params, ...revoked } }),
    ).toMatchObject(notFound);
    for (const answer of [
      await call(handler, accountRoutes.createSpenderKey, { caller: ref, ...made }),
      await agency.call(agencyRoutes.createAccountSpenderKey, { params, ...made }),
    ])
      expect(answer).toMatchObject({ status: 403, body: { code: 'unknown_spender' } });
  }
  expect(await isKnown(own.key)).toBe(true);
});

test('a key that the agency makes is of the account, and buys where the agency says', async () => {
  const { ref, agency, spender, keyed } = await open();
  const body = { spender: await spender({}), name: 'Agent', region: 'DE' };
  const params = { accountId: ref.account };
  const made = await agency.call(agencyRoutes.createAccountSpenderKey, { params, ...keyed(), body });
  const { key } = created.parse(made.body);
  expect(made.body).toMatchObject({ createdBy: 'admin', region: 'DE' });
  expect(await bearerOf(key)).toMatchObject({ ...ref, region: 'DE' });
  expect((await withKey(key, accountRoutes.getAccount)).body).toMatchObject({ account: ref.account });
});

describe('a removed spender', () => {
  test('takes its keys with it, and those of others stay', async () => {
    const { spender, key, remove, list } = await open();
    const [gone, kept] = [await spender({}), await spender({})];
    const keys = [await key(gone), await key(gone), await key(kept)];
    await remove(gone);
    expect(await Promise.all(keys.map((one) => isKnown(one.key)))).toEqual([false, false, true]);
    expect(await list()).toMatchObject([{ spender: kept }]);
  });

  test('leaves no key, also where one is made at the same time', async () => {
    const { spender, createKey, remove, list } = await open();
    for (let turn = 0; turn < 10; turn += 1) {
      const id = await spender({});
      const [made] = await Promise.all([createKey(id), remove(id)]);
      expect(made.status).toBeOneOf([201, 403]);
      const key = created.safeParse(made.body).data?.key;
      expect(key !== undefined && (await isKnown(key))).toBe(false);
    }
    expect(await list()).toEqual([]);
  });

  test('and an erasure of the account leave no key', async () => {
    const { ref, spender, key, list } = await open();
    const keys = [await key(await spender({})), await key(await spender({}))];
    await removeAllSpenders(ledger, ref);
    expect(await Promise.all(keys.map((one) => isKnown(one.key)))).toEqual([false, false]);
    expect(await list()).toEqual([]);
  });
});

describe('a key is made', () => {
  test('once for an Idempotency-Key, and a repetition does not show it again', async () => {
    const { spender, createKey, list } = await open();
    const id = await spender({});
    const answers = await Promise.all(Array.from({ length: 8 }, () => createKey(id, {}, 'once')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body['code'])).toEqual(
      Array.from({ length: 7 }, () => 'key_already_shown'),
    );
    expect(await list()).toHaveLength(1);
  });

  test('by people only: what a session or an API key makes would outlive its end', async () => {
    const { ref, agency, spender, keyed } = await open();
    const id = await spender({});
    const body = { spender: id, name: 'Agent' };
    const bearer: Bearer = {
      ...ref,
      kind: 'session',
      actor: 'key_0k3v9x2m7q1w5e8r',
      roles: [],
      scopes: ['credits:spend'],
      faults: {},
    };
    expect(await call(handler, accountRoutes.createSpenderKey, { bearer, ...keyed(), body })).toMatchObject({
      status: 403,
      body: { code: 'person_required' },
    });
    const request = { params: { accountId: ref.account }, ...keyed(), body };
    const backend: Bearer = { ...bearer, kind: 'key', scopes: ['agency:write'] };
    expect(
      await agency.call(agencyRoutes.createAccountSpenderKey, { bearer: backend, ...request }),
    ).toMatchObject({ status: 403, body: { code: 'person_required' } });
    expect(await agency.call(agencyRoutes.createAccountSpenderKey, request)).toMatchObject({ status: 201 });
  });

  test.each([
    ['an end in the past', { expiresAt: '2026-03-10T12:00:00.000Z' }, 400],
    ['no name', { name: '' }, 400],
    ['an unknown spender', { spender: 'spd_none' }, 403],
  ])('not with %s', async (_case, more, status) => {
    const { spender, createKey, list } = await open();
    expect(await createKey(await spender({}), more)).toMatchObject({ status });
    expect(await list()).toEqual([]);
  });

  test(`only while the account has fewer than ${MAX_SPENDER_KEYS}, however many are asked for at once`, async () => {
    const { spender, createKey, list, revoke } = await open();
    const id = await spender({});
    for (let turn = 0; turn < MAX_SPENDER_KEYS - 4; turn += 1) await createKey(id);
    const answers = await Promise.all(Array.from({ length: 8 }, () => createKey(id)));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ body }) => body['code'])).toEqual(Array.from({ length: 4 }, () => 'api_key_limit'));
    const [first] = await list();
    await revoke(first?.id ?? '');
    expect(await createKey(id)).toMatchObject({ status: 201 });
  });
});
