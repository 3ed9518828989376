import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import * as z from 'zod';
import { changeHandlers } from '../../functions/agency/changes.ts';
import { peopleHandlers } from '../../functions/people/people.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { changeRoutes } from '../../shared/http/routes/agency/changes.ts';
import { peopleRoutes as routes } from '../../shared/http/routes/agency/people.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { call } from '../support/api.ts';
import { openTestLedger } from '../support/ledger.ts';
import { fakeUserPool } from '../support/user-pool.ts';

const EMAIL = 'ann@acme.example';
const ledger = openTestLedger({ now: () => Date.parse('2026-03-02T09:00:00Z') });
let cognito = fakeUserPool();
beforeEach(() => {
  cognito = fakeUserPool();
});

const people = z.object({ items: z.array(z.looseObject({ id: z.string() })) });
const changeList = z.object({ items: z.array(z.looseObject({ kind: z.string() })) });

/** Somebody at an agency, with the scopes and roles of their token. */
const somebodyAt = (
  agency = randomId('agency'),
  { scope = 'agency:read agency:write agency:approve', roles = ['finance', 'owner'] } = {},
) => {
  const handler = apiHandler(
    { ...routes, ...changeRoutes },
    { ...peopleHandlers({ ledger, pool: cognito.pool }), ...changeHandlers(ledger) },
  );
  const caller = { agency_id: agency, sub: 'boss', scope, roles };
  const invite = (body: object = {}) =>
    call(handler, routes.invitePerson, {
      caller,
      body: { email: EMAIL, scopes: ['agency:read'], roles: ['finance'], ...body },
    });
  return {
    agency,
    invite,
    /** @returns the person's id */
    invited: async (body: object = {}) => z.string().parse((await invite(body)).body['id']),
    inviteTo: (accountId: string, body: object = {}) =>
      call(handler, routes.inviteCustomer, {
        caller,
        params: { accountId },
        body: { email: EMAIL, ...body },
      }),
    disable: (personId: string) => call(handler, routes.disablePerson, { caller, params: { personId } }),
    list: async () => people.parse((await call(handler, routes.listPeople, { caller })).body).items,
    changes: async () =>
      changeList.parse((await call(handler, changeRoutes.listChanges, { caller })).body).items,
  };
};

const refusal = (status: number, code: string, more: object = {}) => ({ status, body: { code, ...more } });

test('an invited person is a user of the agency, in a group for each scope and role', async () => {
  const boss = somebodyAt();
  const { status, body } = await boss.invite({ email: 'Ann@ACME.example' });
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      id: expect.stringMatching(/^per_[0-9a-f]{32}$/),
      email: EMAIL,
      scopes: ['agency:read'],
      roles: ['finance'],
      status: 'enabled',
      invitedAt: '2026-03-02T09:00:00.000Z',
      invitedBy: 'boss',
    },
  });
  expect(cognito.users.get(EMAIL)).toMatchObject({
    attributes: { email: EMAIL, email_verified: 'true', 'custom:agency_id': boss.agency },
    groups: new Set(['agency:read', 'finance']),
    mails: 1,
  });
  expect(await boss.list()).toEqual([body]);
  expect(await boss.changes()).toMatchObject([
    { actor: 'boss', kind: 'person', recordId: body['id'], before: null, after: { scopes: ['agency:read'] } },
  ]);
});

test('the same invitation again changes nothing and sends nothing', async () => {
  const boss = somebodyAt();
  const first = await boss.invite();
  expect(await boss.invite()).toEqual(first);
  expect(cognito.users.get(EMAIL)).toMatchObject({ mails: 1 });
  expect(await boss.changes()).toHaveLength(1);
});

test('an invitation is sent again on request, until the person has signed in', async () => {
  const boss = somebodyAt();
  await boss.invite();
  await boss.invite({ resend: true });
  expect(cognito.users.get(EMAIL)).toMatchObject({ mails: 2 });
  cognito.add(EMAIL, { 'custom:agency_id': boss.agency }, { status: 'CONFIRMED' });
  expect(await boss.invite({ resend: true })).toMatchObject({ status: 200 });
  expect(cognito.users.get(EMAIL)).toMatchObject({ mails: 1 });
});

test('a person who is invited with other scopes and roles has these and no others', async () => {
  const boss = somebodyAt();
  await boss.invite();
  await boss.invite({ scopes: ['agency:approve'], roles: ['owner'] });
  expect(cognito.users.get(EMAIL)?.groups).toEqual(new Set(['agency:approve', 'owner']));
  expect(await boss.list()).toMatchObject([{ scopes: ['agency:approve'], roles: ['owner'] }]);
  expect(await boss.changes()).toHaveLength(2);
});

test('after an invitation that failed half-way, the next one does the rest', async () => {
  const boss = somebodyAt();
  cognito.client.on(AdminAddUserToGroupCommand).rejectsOnce(new Error('Cognito is down'));
  expect(await boss.invite()).toMatchObject({ status: 500 });
  // The audit log knows of it before the person can do anything.
  expect(await boss.changes()).toHaveLength(1);
  const other = fakeUserPool();
  other.add(EMAIL, cognito.users.get(EMAIL)?.attributes ?? {});
  cognito = other;
  expect(await somebodyAt(boss.agency).invite()).toMatchObject({ status: 200 });
  expect(cognito.users.get(EMAIL)?.groups).toEqual(new Set(['agency:read', 'finance']));
  expect(await boss.changes()).toHaveLength(1);
});

describe('nobody gives or takes more than they have', () => {
  const member = { scope: 'agency:read agency:write', roles: ['finance'] };

  test.each([
    [
      'scopes',
      { scopes: ['agency:read', 'agency:approve'] },
      'scope_not_held',
      { scopes: ['agency:approve'] },
    ],
    ['roles', { roles: ['finance', 'owner'] }, 'role_not_held', { roles: ['owner'] }],
  ])('new %s', async (_, body, code, more) => {
    expect(await somebodyAt(undefined, member).invite(body)).toMatchObject(refusal(403, code, more));
    expect(cognito.users.size).toBe(0);
  });

  test.each([
    ['agency:approve', 'scope_not_held'],
    ['owner', 'role_not_held'],
  ])('%s of somebody who is there', async (group, code) => {
    const boss = somebodyAt();
    const id = await boss.invited({ roles: [] });
    cognito.users.get(EMAIL)?.groups.add(group);
    const other = somebodyAt(boss.agency, member);
    expect(await other.invite()).toMatchObject(refusal(403, code));
    expect(await other.disable(id)).toMatchObject(refusal(403, code));
    expect(cognito.users.get(EMAIL)).toMatchObject({
      enabled: true,
      groups: new Set(['agency:read', group]),
    });
  });

  test.each(['agency:approve', 'credits:spend', 'a b', 'a,b', '[a]', ''])('%j is no role', async (role) => {
    expect(await somebodyAt().invite({ roles: [role] })).toMatchObject(refusal(400, 'invalid_request'));
  });
});

test('a user of another agency is not found, and stays as it is', async () => {
  const theirs = { 'custom:agency_id': 'other' };
  cognito.add(EMAIL, theirs, { groups: new Set(['agency:read']) });
  const boss = somebodyAt();
  expect(await boss.invite({ resend: true })).toMatchObject(refusal(404, 'not_found'));
  expect(await boss.inviteTo('alice', { resend: true })).toMatchObject(refusal(404, 'not_found'));
  expect(cognito.users.get(EMAIL)).toMatchObject({ mails: 1, groups: new Set(['agency:read']) });
  expect(await boss.list()).toEqual([]);
  expect(await boss.changes()).toEqual([]);
});

test('another agency neither sees a person nor disables them', async () => {
  const id = await somebodyAt().invited();
  const stranger = somebodyAt();
  expect(await stranger.list()).toEqual([]);
  expect(await stranger.disable(id)).toMatchObject(refusal(404, 'not_found'));
  expect(cognito.users.get(EMAIL)).toMatchObject({ enabled: true });
});

test('a disabled person can’t sign in until they are invited again', async () => {
  const boss = somebodyAt();
  const id = await boss.invited();
  expect(await boss.disable(id)).toMatchObject({ status: 204 });
  expect(await boss.disable(id)).toMatchObject({ status: 204 });
  expect(cognito.users.get(EMAIL)).toMatchObject({ enabled: false });
  expect(await boss.list()).toMatchObject([{ id, status: 'disabled' }]);
  expect(await boss.changes()).toHaveLength(2);
  await boss.invite();
  expect(cognito.users.get(EMAIL)).toMatchObject({ enabled: true });
  expect(await boss.list()).toMatchObject([{ id, status: 'enabled' }]);
});

test('somebody who creates the user first makes the invitation busy', async () => {
  cognito.client.on(AdminCreateUserCommand).callsFakeOnce(() => {
    cognito.add(EMAIL, { 'custom:agency_id': 'other' });
    throw new UsernameExistsException({ message: 'An account exists already.', $metadata: {} });
  });
  const boss = somebodyAt();
  expect(await boss.invite()).toMatchObject(refusal(503, 'busy'));
  expect(await boss.invite()).toMatchObject(refusal(404, 'not_found'));
});

describe('the Lambda', () => {
  const claims = { agency: 'agency_id', account: 'sub', region: 'region', roles: 'roles', scopes: 'scope' };
  const caller = { agency_id: randomId('agency'), sub: 'boss', scope: 'agency:read' };
  beforeEach(() => {
    vi.resetModules();
    vi.stubEnv('AGENCY_CLAIM', 'agency_id');
    vi.stubEnv('ACCOUNT_CLAIM', 'sub');
    vi.stubEnv('REGION_CLAIM', 'region');
    vi.stubEnv('ROLES_CLAIM', 'roles');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test('says without a pool which claims tokens need, and touches no table', async () => {
    const { handler } = await import('../../functions/people/index.ts');
    expect(await call(handler, routes.listPeople, { caller })).toMatchObject(
      refusal(409, 'no_user_pool', { claims }),
    );
  });

  test('lists people with a pool', async () => {
    vi.stubEnv('USER_POOL_ID', 'eu-central-1_pool');
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    vi.stubEnv('TABLE_NAME', ledger.table.name);
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', inject('dynamoDbEndpoint'));
    const { handler } = await import('../../functions/people/index.ts');
    expect(await call(handler, routes.listPeople, { caller })).toMatchObject({
      status: 200,
      body: { items: [], cursor: null },
    });
  });
});

describe('a customer', () => {
  test('is invited to an account, which the audit log tells without the address', async () => {
    const boss = somebodyAt();
    expect(await boss.inviteTo('shop|42', { region: 'DE' })).toMatchObject({
      status: 200,
      body: { account: 'shop|42', email: EMAIL, sent: true },
    });
    expect(cognito.users.get(EMAIL)).toMatchObject({
      attributes: {
        'custom:agency_id': boss.agency,
        'custom:account_id': 'shop|42',
        'custom:region': 'DE',
      },
      groups: new Set(),
    });
    const changes = await boss.changes();
    expect(changes).toMatchObject([{ kind: 'invitation', recordId: 'shop|42', after: { region: 'DE' } }]);
    expect(JSON.stringify(changes)).not.toContain(EMAIL);
    expect(await boss.list()).toEqual([]);
  });

  test('gets one e-mail, and another one on request', async () => {
    const boss = somebodyAt();
    await boss.inviteTo('alice');
    expect(await boss.inviteTo('alice')).toMatchObject({ body: { sent: false } });
    expect(await boss.inviteTo('alice', { resend: true })).toMatchObject({ body: { sent: true } });
    expect(cognito.users.get(EMAIL)).toMatchObject({ mails: 2 });
    expect(await boss.changes()).toHaveLength(2);
  });

  test('of another account, or of the team, keeps their address', async () => {
    const boss = somebodyAt();
    await boss.inviteTo('alice');
    expect(await boss.inviteTo('bob')).toMatchObject(refusal(409, 'email_in_use'));
    expect(await boss.invite()).toMatchObject(refusal(409, 'email_in_use'));
    await boss.invite({ email: 'ben@acme.example' });
    expect(await boss.inviteTo('bob', { email: 'ben@acme.example' })).toMatchObject(
      refusal(409, 'email_in_use'),
    );
    expect(cognito.users.get(EMAIL)).toMatchObject({ mails: 1, groups: new Set() });
  });
});
