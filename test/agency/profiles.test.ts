import { expect, test } from 'vitest';
import * as z from 'zod';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { profileBody, someAgency } from '../support/agency.ts';
import { openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';

const ledger = openTestLedger();
const { during } = meter(ledger);
const { listProfiles, getProfile, putProfile, deleteProfile } = agencyRoutes;

const page = z.object({
  items: z.array(z.looseObject({ account: z.string(), matched: z.string() })),
  cursor: z.string().nullable(),
});

const setUp = async () => {
  const agency = await someAgency(ledger);
  const put = async (accountId: string, body: object, headers: Record<string, string> = {}) =>
    agency.call(putProfile, { params: { accountId }, body, headers });
  const find = async (query: Record<string, string>) =>
    page.parse((await agency.call(listProfiles, { query })).body);
  return {
    ...agency,
    put,
    find,
    /** Accounts with the field that they were found by, whatever their order. */
    found: async (prefix: string, more: Record<string, string> = {}) =>
      (await find({ prefix, ...more })).items
        .map(({ account, matched }) => `${account} ${matched}`)
        .toSorted(),
    replace: async (accountId: string, body: object) =>
      put(accountId, body, { 'if-match': await agency.etagOf(getProfile, { accountId }) }),
  };
};

test('a profile reads as it was put, is replaced with If-Match, and deleted once', async () => {
  const { call, put, etagOf } = await setUp();
  const params = { accountId: 'ada' };
  expect(await call(getProfile, { params })).toMatchObject({ status: 404 });
  expect(await put('ada', profileBody)).toMatchObject({
    status: 201,
    body: { account: 'ada', ...profileBody },
  });
  const headers = { 'if-match': await etagOf(getProfile, params) };
  expect(await put('ada', { name: 'Ada' })).toMatchObject({ status: 428 });
  expect(await put('ada', { name: 'Ada' }, headers)).toMatchObject({ status: 200 });
  expect((await call(getProfile, { params })).body).toEqual({ account: 'ada', name: 'Ada' });
  expect(await put('ada', { name: 'Eve' }, headers)).toMatchObject({ status: 412 });
  const newest = { 'if-match': await etagOf(getProfile, params) };
  expect(await call(deleteProfile, { params, headers: newest })).toMatchObject({ status: 204 });
  expect(await call(deleteProfile, { params, headers: newest })).toMatchObject({ status: 404 });
});

test.each([
  ['another account', { ...profileBody, account: 'eve' }, '/account'],
  ['no e-mail address', { email: 'ada' }, '/email'],
  ['an unknown field', { ...profileBody, phone: '1' }, ''],
  ['a name of two lines', { name: 'Ada\nLovelace' }, '/name'],
])('%s is refused', async (_, body, pointer) => {
  const { put } = await setUp();
  expect(await put('ada', body)).toMatchObject({ status: 400, body: { faults: [{ pointer }] } });
});

test('a profile is found by the beginning of each of its fields, whatever the case, until the field changes', async () => {
  const { put, found, replace, call, etagOf } = await setUp();
  await put('ada', profileBody);
  await put('grace', { name: 'Grace Hopper', email: 'ADA-fan@example.com' });
  expect(await found('ADA')).toEqual(['ada name', 'grace email']);
  expect(await found('ada', { field: 'email' })).toEqual(['ada email', 'grace email']);
  expect(await found('ada lov')).toEqual(['ada name']);
  expect(await found('lovelace')).toEqual([]);
  expect(await found('c-10')).toEqual(['ada externalId']);
  expect(await found('prefers to be called in')).toEqual(['ada note']);
  await replace('ada', { name: 'Countess Lovelace', note: profileBody.note });
  expect(await found('ada')).toEqual(['grace email']);
  expect(await found('countess')).toEqual(['ada name']);
  expect(await found('prefers')).toEqual(['ada note']);
  const params = { accountId: 'ada' };
  await call(deleteProfile, { params, headers: { 'if-match': await etagOf(getProfile, params) } });
  expect(await found('countess')).toEqual([]);
  expect(await found('prefers')).toEqual([]);
  expect(await put('ada', profileBody)).toMatchObject({ status: 201 });
  expect(await found('ada')).toEqual(['ada name', 'grace email']);
});

test('following the cursor leads through all fields, and finds each match once', async () => {
  const { put, find } = await setUp();
  const people = Array.from({ length: 7 }, (_, index) => `p${index}`);
  await Promise.all(people.map((one) => put(one, { name: `Xen ${one}`, externalId: `xen-${one}` })));
  const matches: string[] = [];
  for (let query: Record<string, string> = { prefix: 'xen', limit: '3' }; ;) {
    const { items, cursor } = await find(query);
    expect(items.length).toBeLessThanOrEqual(3);
    matches.push(...items.map(({ account, matched }) => `${account} ${matched}`));
    if (cursor === null) break;
    query = { ...query, cursor };
  }
  expect(matches.toSorted()).toEqual(people.flatMap((one) => [`${one} externalId`, `${one} name`]));
});

test.each(['none', 'name', 'phone.', 'name.none'])('the cursor %s is refused', async (cursor) => {
  const { call } = await setUp();
  expect(await call(listProfiles, { query: { prefix: 'a', cursor } })).toMatchObject({
    status: 400,
    body: { code: 'invalid_cursor' },
  });
});

test('the audit log names the fields of a profile and none of their values', async () => {
  const { put, changes } = await setUp();
  await put('ada', profileBody);
  const log = await changes({ kind: 'profile' });
  expect(log).toMatchObject([
    {
      kind: 'profile',
      recordId: 'ada',
      before: null,
      after: { account: 'ada', fields: ['name', 'email', 'externalId', 'note'] },
    },
  ]);
  for (const value of Object.values(profileBody)) expect(JSON.stringify(log)).not.toContain(value);
});

test('32 replacements with one ETag: exactly one wins, and only its name is found', async () => {
  const { put, found, etagOf } = await setUp();
  await put('ada', profileBody);
  const headers = { 'if-match': await etagOf(getProfile, { accountId: 'ada' }) };
  const names = Array.from({ length: 32 }, (_, index) => `Winner ${index}`);
  const answers = await Promise.all(names.map((name) => put('ada', { name }, headers)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 412)).toHaveLength(31);
  expect(await found('winner')).toEqual(['ada name']);
  expect(await found('ada')).toEqual([]);
});

test('I8: another agency neither reads nor finds nor deletes a profile, and has its own under the same name', async () => {
  const { put, found } = await setUp();
  const other = await setUp();
  await put('ada', profileBody);
  const params = { accountId: 'ada' };
  expect(await other.call(getProfile, { params })).toMatchObject({ status: 404 });
  expect(await other.call(deleteProfile, { params, headers: { 'if-match': '"1"' } })).toMatchObject({
    status: 404,
  });
  expect(await other.found('ada')).toEqual([]);
  expect(await other.put('ada', { name: 'Ada of the others' })).toMatchObject({ status: 201 });
  expect(await found('ada', { field: 'name' })).toEqual(['ada name']);
});

test('a search in one field is one Query and one BatchGet; a profile of four fields costs 12 write units', async () => {
  const { put, find, replace } = await setUp();
  const create = await during(() => put('ada', profileBody));
  expect(create).toMatchObject({
    calls: ['BatchGetItem', 'TransactWriteItems'],
    writeUnits: 12,
    indexWriteUnits: 0,
  });
  const one = await during(() => find({ prefix: 'ada', field: 'name' }));
  expect(one).toMatchObject({ calls: ['Query', 'BatchGetItem'], writeUnits: 0 });
  const all = await during(() => find({ prefix: 'ada' }));
  expect(all).toMatchObject({ calls: ['Query', 'Query', 'Query', 'Query', 'BatchGetItem'], writeUnits: 0 });
  // Only the name is another: its item goes, one comes, and the others stay.
  const rename = await during(() => replace('ada', { ...profileBody, name: 'Countess Lovelace' }));
  expect(rename).toMatchObject({ writeUnits: 8 });
});
